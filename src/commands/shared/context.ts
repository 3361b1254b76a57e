import { defaultProduct, defaultStackName } from '../../core/options.ts';
import type { Product } from '../../core/product.ts';
import type { Connection, Session } from '../../core/session.ts';
import { readAnswers, type Answers } from '../../parameters/index.ts';
import { productById } from '../../products/index.ts';
import { contradiction, wrongAccount } from './errors.ts';

/** A command's beginning: answers read, a region chosen, the product known. Nothing asked of AWS yet. */
export interface CommandContext {
  readonly session: Session;
  readonly connection: Connection;
  readonly answers: Answers | undefined;
  readonly product: Product;
  readonly stackName: string;
  readonly expectAccount: string | undefined;
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

const checkAgreement = (session: Session, answers: Answers | undefined): void => {
  const { region, expectAccount } = session.options;
  if (region !== undefined && answers?.region !== undefined && region !== answers.region)
    throw contradiction('region-mismatch', 'region', region, answers.region);
  if (expectAccount !== undefined && answers?.account !== undefined && expectAccount !== answers.account)
    throw contradiction('account-mismatch', 'account', expectAccount, answers.account);
};

/** @throws InstallError for unreadable answers, no region, an unknown product, flags that contradict the answers. */
export async function createContext(session: Session): Promise<CommandContext> {
  const { options } = session;
  const answers = await readGivenAnswers(session);
  checkAgreement(session, answers);
  const product = productById(options.product ?? answers?.product ?? defaultProduct);
  const connection = await session.connect(answers);
  return {
    session,
    connection,
    answers,
    product,
    stackName: options.stackName ?? answers?.stackName ?? defaultStackName,
    expectAccount: options.expectAccount ?? answers?.account,
  };
}

const secondsLeft = (expiresAt: number | undefined, now: number): number | undefined =>
  expiresAt === undefined ? undefined : Math.max(0, Math.round((expiresAt - now) / 1000));

/**
 * Who and where, shown once; the wrong account stops here.
 * @throws InstallError `account-mismatch` (2), or the credentials' own failure (10).
 */
export async function reportHeader({
  connection,
  expectAccount,
  stackName,
}: Pick<CommandContext, 'connection' | 'stackName' | 'expectAccount'>): Promise<void> {
  const [identity, alias] = await Promise.all([
    connection.facts.identity(),
    connection.facts.accountAlias().catch(() => undefined),
  ]);
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
  if (expectAccount === undefined || expectAccount === identity.account) return;
  throw wrongAccount(identity.account, expectAccount);
}
