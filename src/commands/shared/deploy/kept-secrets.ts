import { conditionOf } from '../../../core/stack-status.ts';
import type { Stack } from '../../../core/stack.ts';
import type { Values } from '../../../core/parameter.ts';
import { putBackSecrets, type MadeSecret } from '../../../parameters/index.ts';
import type { CommandContext } from '../context.ts';
import { awsCommand } from '../next-command.ts';

/** Whether a stack uses, or is about to use, what was made for it. */
type Use = 'none' | 'used' | 'unknown';

/** An upgrade's stack is there whatever becomes of the plan; it uses a new secret only if another run upgraded it. */
const unchangedSince = (before: Stack, now: Stack): boolean =>
  now.id === before.id && now.status === before.status && now.updatedAt === before.updatedAt;

const useOf = async (
  { connection, stackName }: Pick<CommandContext, 'connection' | 'stackName'>,
  before: Stack | undefined,
  contested: boolean,
): Promise<Use> => {
  const found = await connection.stacks.describe(stackName).then(
    (stack) => ({ stack }),
    () => undefined,
  );
  if (found === undefined) return 'unknown';
  const { stack } = found;
  if (stack === undefined || conditionOf(stack.status) === 'absent') return contested ? 'unknown' : 'none';
  if (before === undefined || !unchangedSince(before, stack)) return 'used';
  return contested ? 'unknown' : 'none';
};

interface Sorted {
  readonly ours: string[];
  /** May be there, and may be ours. */
  readonly doubtful: string[];
}

/** A secret whose answer was lost is ours if it holds the value that this run made up. */
const sorted = async (
  { connection }: Pick<CommandContext, 'connection'>,
  made: readonly MadeSecret[],
): Promise<Sorted> => {
  const [ours, doubtful]: [string[], string[]] = [[], []];
  for (const { name, value, certain } of made) {
    const there = certain ? value : await connection.secrets.secret(name).catch(() => null);
    if (there === value) ours.push(name);
    else if (there === null) doubtful.push(name);
  }
  return { ours, doubtful };
};

const tell = (
  context: Pick<CommandContext, 'session' | 'connection'>,
  message: string,
  names: readonly string[],
  when: string,
): void => {
  if (names.length === 0) return;
  context.connection.emit({
    type: 'note',
    level: 'warn',
    message,
    detail: [
      `${when}:`,
      ...names.map((name) => awsCommand(context, 'secretsmanager', 'delete-secret', '--secret-id', name)),
    ],
  });
};

/** @returns those that AWS did not remove */
const removed = async (
  { connection }: Pick<CommandContext, 'connection'>,
  names: readonly string[],
): Promise<readonly string[]> => {
  const left: string[] = [];
  for (const name of names) await connection.secrets.remove(name).catch(() => left.push(name));
  return left;
};

/**
 * Takes back the secrets of a run that came to nothing, as far as no stack of that name can be using them: another
 * run finds a secret that is there and uses it, so its stack may hang on the secrets this one made.
 * @param before the stack an upgrade was for
 * @param contested another run or person was at work on the stack: then not even its absence frees the secrets
 */
export async function releaseSecrets(
  context: Pick<CommandContext, 'session' | 'connection' | 'stackName'>,
  made: readonly MadeSecret[],
  before: Stack | undefined,
  contested: boolean,
): Promise<string | undefined> {
  if (made.length === 0) return undefined;
  const { stackName, connection } = context;
  const use = await useOf(context, before, contested);
  const { ours, doubtful } = await sorted(context, made);
  const unused = `Once no stack ${stackName} uses it, remove it with`;
  tell(
    context,
    'A generated secret may have been left in Secrets Manager: AWS did not say.',
    doubtful,
    unused,
  );
  if (use === 'none') {
    const left = await removed(context, ours);
    tell(context, 'Secrets generated for the plan could not be removed.', left, 'Remove it with');
    const gone = ours.length - left.length;
    return gone === 0 ? undefined : `${gone} generated ${gone === 1 ? 'secret' : 'secrets'}`;
  }
  if (use === 'unknown')
    tell(
      context,
      `Generated secrets were kept: another run's stack ${stackName} may use them.`,
      ours,
      unused,
    );
  else if (ours.length > 0)
    connection.emit({
      type: 'note',
      level: 'info',
      message: `Stack ${stackName} is there by now and may use the secrets this run generated, so they were kept.`,
      detail: ours,
    });
  return undefined;
}

/** Another run may have made the secrets this one uses, and taken them back when it was declined. */
export async function restoreSecrets(
  context: Pick<CommandContext, 'connection' | 'stackName'>,
  values: Values,
  made: readonly MadeSecret[],
): Promise<void> {
  const lost = await putBackSecrets(values, made, context.stackName, context.connection);
  if (lost.length === 0) return;
  context.connection.emit({
    type: 'note',
    level: 'warn',
    message: `Secrets Manager does not hold what stack ${context.stackName} was given as generated secrets: another run removed or replaced them.`,
    detail: [...lost, 'Give these values anew with an upgrade if people need them.'],
  });
}
