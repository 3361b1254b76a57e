import { ownerOf } from '../../account/ownership.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { fail, pass, skipped, warn } from '../verdicts.ts';

const judge = async ({ facts, target }: CheckInput): Promise<Verdict> => {
  if (target.kind === 'create') return skipped('A new stack has no other owner.');
  const stack = await facts.stack(target.stackName);
  if (stack === undefined) return skipped(`There is no stack called ${target.stackName}.`);
  const owner = ownerOf(stack, target.product.managedBy);
  if (owner === undefined) return pass('No sign of another tool in its tags, name and exports.');
  if (owner.sure) return fail(`${stack.name} belongs to ${owner.tool} (${owner.evidence}).`, owner.advice);
  return warn(`${stack.name} may belong to ${owner.tool} (${owner.evidence}).`, owner.advice);
};

export const stackOwner: Check<'stack.owner'> = {
  id: 'stack.owner',
  category: 'Stack',
  title: 'No other tool looks after the stack',
  judge,
};
