import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Identity } from '../../core/facts.ts';
import { derivedNames, nameFault } from './derived-names.ts';
import { fail, listed, pass, warn } from '../verdicts.ts';

/** Up to here every name that templates are known to make from it fits AWS's limits. */
const safeLength = 20;

const ruleBroken = (name: string): Verdict | undefined => {
  if (name.length > 128 || !/^[a-zA-Z][-a-zA-Z0-9]*$/.test(name))
    return fail(
      `"${name.slice(0, 130)}" cannot be a stack name.`,
      'CloudFormation takes letters, digits and hyphens, a letter first, at most 128: --stack-name data.',
    );
  if (/[A-Z]/.test(name))
    return fail(
      `${name} has capital letters; buckets are named after the stack, and S3 allows none.`,
      `Use --stack-name ${name.toLowerCase()}.`,
    );
  return undefined;
};

const unfit = (input: CheckInput, identity: Identity | undefined): readonly string[] => {
  const { template } = input.target;
  if (template === undefined || identity === undefined) return [];
  return derivedNames(input, template, identity).flatMap((made) => {
    const fault = nameFault(made);
    return fault === undefined ? [] : [`${made.logicalId} would be called ${made.name}: ${fault}`];
  });
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { target, facts } = input;
  if (target.kind === 'update') return pass(`${target.stackName} is there already.`);
  const broken = ruleBroken(target.stackName);
  if (broken !== undefined) return broken;
  const identity = await facts.identity().catch(() => undefined);
  const faults = unfit(input, identity);
  if (faults.length > 0)
    return fail(
      `${listed(faults, 3)}.`,
      'Choose another --stack-name: short, lower case, letters, digits and hyphens.',
    );
  if (target.template === undefined && target.stackName.length > safeLength)
    return warn(
      `${target.stackName} has ${target.stackName.length} characters; names made from it may become too long.`,
      `Choose one of at most ${safeLength} characters, or give the template so that its names can be judged.`,
    );
  return pass(target.stackName);
};

export const stackName: Check<'stack.name'> = {
  id: 'stack.name',
  category: 'Stack',
  title: 'The stack name fits everything named after it',
  judge,
};
