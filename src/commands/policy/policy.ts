import type { CommandResult } from '../../core/command.ts';
import type { Session } from '../../core/session.ts';
import { createContext, reportHeader } from '../shared/context.ts';
import { oneWord } from '../shared/one-word.ts';
import { requireStack } from '../shared/stack/existing-stack.ts';
import { flagOfAnotherKind } from './errors.ts';
import { kms } from './kms.ts';
import { perimeter } from './perimeter.ts';
import { trust } from './trust.ts';

const kinds = ['trust', 'kms', 'perimeter'] as const;
type DocumentKind = (typeof kinds)[number];

/** Which flags mean something to which kind. */
const assertOwnFlags = (kind: DocumentKind, options: Session<'policy'>['options']): void => {
  const { role, key, vpc, cidr, prefix, exemptTag, apply } = options;
  const given: readonly (readonly [string, boolean, readonly DocumentKind[]])[] = [
    ['--role', role !== undefined, ['trust']],
    ['--key', key !== undefined, ['kms']],
    ['--vpc', vpc.length > 0, ['perimeter']],
    ['--cidr', cidr.length > 0, ['perimeter']],
    ['--prefix', prefix !== undefined, ['perimeter']],
    ['--exempt-tag', exemptTag !== undefined, ['perimeter']],
    ['--apply', apply, ['trust', 'kms']],
  ];
  const foreign = given.find(([, isGiven, of]) => isGiven && !of.includes(kind));
  if (foreign !== undefined) throw flagOfAnotherKind(kind, foreign[0]);
};

/** What a role, a key or a data perimeter needs for this stack: shown, and on request added where it belongs. */
export async function policy(
  session: Session<'policy'>,
  operands: readonly string[],
): Promise<CommandResult> {
  const kind = oneWord('policy', operands, kinds);
  assertOwnFlags(kind, session.options);
  session.interrupts.atStake = session.options.apply;
  const context = await createContext(session);
  await reportHeader(context);
  if (kind === 'perimeter')
    return perimeter(context, await context.connection.stacks.describe(context.stackName));
  const stack = await requireStack(context);
  return kind === 'trust' ? trust(context, stack) : kms(context, stack);
}
