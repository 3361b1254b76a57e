import type { CommandName } from '../../core/ids.ts';
import type { Product } from '../../core/product.ts';
import type { Connection, Session } from '../../core/session.ts';
import {
  readAnswers,
  settings,
  type AnsweredParameters,
  type Answers,
  type Settings,
} from '../../parameters/index.ts';
import { productById } from '../../products/index.ts';
import { whileBusy } from './busy.ts';
import { wrongAccount } from './errors.ts';

/** A command's beginning: answers read, a region chosen, the product known. Nothing asked of AWS yet. */
export interface CommandContext<out C extends CommandName = CommandName> {
  readonly session: Session<C>;
  readonly connection: Connection;
  /** Its parameter values only: all else an answers file says has gone into `settings`. */
  readonly answers: AnsweredParameters | undefined;
  readonly settings: Settings;
  readonly product: Product;
  readonly stackName: string;
}

/** A stack and how to reach it: what a command line that leads to it is made of. */
export type StackAddress = Pick<CommandContext, 'session' | 'connection' | 'stackName'>;

const readGivenAnswers = async ({ options, local, sampleAnswers }: Session): Promise<Answers | undefined> => {
  const path = options.answers ?? sampleAnswers;
  if (path === undefined) return undefined;
  if (options.answers === undefined)
    local.emit({
      type: 'note',
      level: 'info',
      message: 'This rehearsal uses its sample answers; give your own with --answers.',
    });
  return readAnswers(path, local);
};

/** @throws InstallError for unreadable answers, no region, an unknown product, flags that contradict the answers. */
export async function createContext<C extends CommandName>(
  session: Session & Session<C>,
  connect: Session['connect'] = session.connect,
): Promise<CommandContext<C>> {
  const answers = await readGivenAnswers(session);
  const chosen = settings(session.options, answers);
  const product = productById(chosen.product.value);
  const connection = await connect(chosen.region);
  return { session, connection, answers, settings: chosen, product, stackName: chosen.stackName.value };
}

const secondsLeft = (expiresAt: number | undefined, now: number): number | undefined =>
  expiresAt === undefined ? undefined : Math.max(0, Math.round((expiresAt - now) / 1000));

/**
 * Who and where, shown once; the wrong account stops here.
 * @throws InstallError `account-mismatch` (2), or the credentials' own failure (10).
 */
export async function reportHeader({
  connection,
  settings: chosen,
  stackName,
}: Pick<CommandContext, 'connection' | 'settings' | 'stackName'>): Promise<void> {
  const [identity, alias] = await whileBusy(
    connection,
    'Asking AWS who you are',
    Promise.all([connection.facts.identity(), connection.facts.accountAlias().catch(() => undefined)]),
  );
  connection.emit({
    type: 'header',
    account: identity.account,
    region: connection.region,
    regionSource: connection.regionSource,
    arn: identity.arn,
    stackName,
    alias,
    endpoint: connection.endpoint,
    sessionSeconds: secondsLeft(identity.expiresAt, connection.clock.now()),
  });
  const { value: expected } = chosen.account;
  if (expected === undefined || expected === identity.account) return;
  throw wrongAccount(identity.account, expected);
}
