import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { conditionOf, onlyDelete } from '../../core/stack-status.ts';
import type { Stack } from '../../core/stack.ts';
import { commandOn } from '../../products/index.ts';
import { fail, pass, warn } from '../verdicts.ts';

const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

const stuck = (stack: Stack, { target }: CheckInput): Verdict => {
  const left = `${stack.name} is in ${stack.status}`;
  const recover = commandOn('recover', stack.name);
  if (!onlyDelete(stack.status))
    return fail(
      `${left}: its last update did not end well.`,
      `${recover} leads out of it.`,
      exitCodes.needsPerson,
    );
  if (target.kind === 'create' && target.confirmed === true)
    return warn(
      `${left}, left over from an earlier attempt.`,
      'It is removed first, as confirmed; then the stack is created anew.',
    );
  return fail(
    `${left}, left over from an earlier attempt; CloudFormation can only delete it.`,
    `${recover} shows what failed and removes it; a script agrees with --confirm ${stack.name}.`,
    exitCodes.needsPerson,
  );
};

const healthy = (stack: Stack, { target }: CheckInput): Verdict => {
  if (target.kind === 'update') return pass(`${stack.name} is in ${stack.status} and can be updated.`);
  return fail(
    `A stack called ${stack.name} is up already (${stack.status}, made on ${day(stack.createdAt)}).`,
    `Update it with ${commandOn('upgrade', stack.name)}, or choose another --stack-name.`,
    exitCodes.usage,
  );
};

const absent = ({ target }: CheckInput): Verdict =>
  target.kind === 'create'
    ? pass(`No stack is called ${target.stackName} in ${target.region}.`)
    : fail(
        `There is no stack called ${target.stackName} in ${target.region}.`,
        'Correct --stack-name or --region, or create it with quilt-install install.',
        exitCodes.usage,
      );

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { facts, target } = input;
  const stack = await facts.stack(target.stackName);
  if (stack === undefined) return absent(input);
  switch (conditionOf(stack.status)) {
    case 'absent':
      return absent(input);
    case 'empty':
      return target.kind === 'update'
        ? absent(input)
        : pass(`${stack.name} is an empty stack that a change set left behind; it is used again.`);
    case 'busy':
      return fail(
        `An operation is running on ${stack.name} (${stack.status}).`,
        `Follow it with ${commandOn('watch', stack.name)}, and begin again when it has ended.`,
        exitCodes.stillRunning,
      );
    case 'stuck':
      return stuck(stack, input);
    case 'healthy':
      return healthy(stack, input);
  }
};

export const stackState: Check<'stack.state'> = {
  id: 'stack.state',
  category: 'Stack',
  title: 'The stack can be worked on',
  judge,
};
