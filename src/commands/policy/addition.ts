import { policyWith, type AddedStatement } from '../../account/policy-addition.ts';
import type { CommandResult } from '../../core/command.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { confirmOrDecline } from '../shared/consent.ts';
import type { CommandContext } from '../shared/context.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { jsonDiff } from './diff.ts';
import { policyChanged, policyUnreadable } from './errors.ts';

export interface PolicyTarget {
  /** In the middle of a sentence: `the trust policy of role data-reader`. */
  readonly what: string;
  /** JSON text of the policy as it is; asked anew at each call. */
  readonly read: () => Promise<string>;
  readonly write: (document: string) => Promise<void>;
  readonly grant: AddedStatement;
  readonly sid: string;
  /** The words that lead here again: `trust --role data-reader`. */
  readonly words: readonly string[];
}

const show = (
  { session, connection }: Pick<CommandContext<'policy'>, 'session' | 'connection'>,
  before: string,
  after: string,
): void => {
  const document: unknown = JSON.parse(after);
  if (session.options.output === 'json') connection.emit({ type: 'policy', document });
  else connection.emit({ type: 'text', text: jsonDiff(before, after) });
};

const warn = ({ connection }: Pick<CommandContext<'policy'>, 'connection'>, message: string): void =>
  connection.emit({ type: 'note', level: 'warn', message });

const unchanged: CommandResult = { outcome: 'unchanged', exitCode: exitCodes.succeeded };
const done: CommandResult = { outcome: 'succeeded', exitCode: exitCodes.succeeded };

const apply = async (
  context: Pick<CommandContext<'policy'>, 'session' | 'connection'>,
  target: PolicyTarget,
  shown: { readonly before: string; readonly document: string; readonly sid: string },
): Promise<CommandResult> => {
  const { connection } = context;
  const { what, read, write } = target;
  await confirmOrDecline(context, `Add this statement to ${what}?`, 'The statement');
  // A policy is written whole: what somebody else put into it meanwhile would be lost.
  if ((await read()) !== shown.before) throw policyChanged(what);
  await write(shown.document);
  connection.emit({
    type: 'note',
    level: 'good',
    message: `Added to ${what}. To take it back, remove the statement ${shown.sid} from it.`,
  });
  return done;
};

/** What is missing in a policy: shown as a diff, and with `--apply` added once that is agreed to. */
export async function addToPolicy(
  context: Pick<CommandContext<'policy'>, 'session' | 'connection' | 'stackName'>,
  target: PolicyTarget,
): Promise<CommandResult> {
  const { session, connection } = context;
  const before = await target.read();
  const addition = policyWith(before, target.grant, target.sid);
  if (addition === undefined) throw policyUnreadable(target.what);
  const { document, sid, gone, denied } = addition;
  if (denied) warn(context, `A statement in ${target.what} denies this, and a deny wins: look at it first.`);
  if (document === undefined || sid === undefined) {
    const message = `Nothing to add: ${target.what} allows it already.`;
    connection.emit({ type: 'note', level: 'good', message });
    return unchanged;
  }
  if (gone.length > 0)
    warn(
      context,
      `It names ${gone.join(', ')}, which stands for a role or user that is gone. AWS refuses to write the policy until that is taken out of it.`,
    );
  show(context, before, document);
  if (session.options.apply) return apply(context, target, { before, document, sid });
  connection.emit({
    type: 'next',
    steps: [{ say: 'Add it', run: resumeCommand(context, 'policy', ...target.words, '--apply') }],
  });
  return done;
}
