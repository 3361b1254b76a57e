import type { CommandName } from '../../core/ids.ts';
import type { Product } from '../../core/product.ts';
import type { Connection, Session } from '../../core/session.ts';
import { conditionOf } from '../../core/stack-status.ts';
import {
  readAnswers,
  settings,
  type AnsweredParameters,
  type Answers,
  type Settings,
} from '../../parameters/index.ts';
import {
  defaultProductId,
  namedProduct,
  recognisedProduct,
  shippedProduct,
  stackSignature,
  templateSignature,
  type LoadedProduct,
} from '../../products/index.ts';
import { whileBusy } from './busy.ts';
import { wrongAccount } from './errors.ts';
import { readGivenTemplate, type TemplateReading } from './template.ts';

/** A command's beginning: answers read, a region chosen, the product known. */
export interface CommandContext<out C extends CommandName = CommandName> {
  readonly session: Session<C>;
  readonly connection: Connection;
  /** Its parameter values only: all else an answers file says has gone into `settings`. */
  readonly answers: AnsweredParameters | undefined;
  readonly settings: Settings;
  readonly product: Product;
  /** Read already, to know the product by: the template that was named for this run. */
  readonly givenTemplate: TemplateReading | undefined;
  readonly stackName: string;
  /** The stack's own template, where it is reused: being read already. */
  readonly ownTemplate: Promise<string> | undefined;
  /** A zone was made in this run: its records answer only once the parent points at it. */
  readonly freshZone?: true;
  /** The answers file that this run has written. */
  readonly keptAnswers?: string;
}

/** A stack and how to reach it: what a command line that leads to it is made of. */
export type StackAddress = Pick<CommandContext, 'session' | 'connection' | 'stackName' | 'keptAnswers'>;

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

type ConnectedContext = Pick<CommandContext, 'session' | 'connection' | 'answers' | 'settings'>;

const productGiven = (
  { product: { value, source } }: Settings,
  { local, packageFolder }: Session,
): Promise<LoadedProduct> | undefined =>
  value === undefined ? undefined : namedProduct({ name: value, source }, { ...local, packageFolder });

/** A product that was named is used, whatever the template looks like; what its file seems to misspell is told. */
const warnOfMismatch = (
  { connection, settings: chosen }: ConnectedContext,
  { product, recognises, misnamed = () => [] }: LoadedProduct,
  reading: TemplateReading | undefined,
): void => {
  const template = reading?.loadedTemplate?.template;
  if (template === undefined) return;
  const warn = (message: string): void => {
    connection.emit({ type: 'note', level: 'warn', message });
  };
  if (!recognises(templateSignature(template)))
    warn(
      `This template does not look like ${product.title} (product ${product.id}, named ${chosen.product.source === 'flag' ? 'by --product' : 'in the answers file'}); it is used all the same.`,
    );
  for (const { kind, name, near } of misnamed(template))
    warn(`The product file names ${kind} ${name}, which the template does not have. Did you mean ${near}?`);
};

/** By the template in hand, else by what the stack that is there shows; where there is neither, the one usually meant. */
const recognise = async (
  { session, connection }: ConnectedContext,
  stackName: string,
  reading: TemplateReading | undefined,
): Promise<Product> => {
  if (reading?.loadedTemplate !== undefined)
    return (await recognisedProduct(templateSignature(reading.loadedTemplate.template), session.local))
      .product;
  // That AWS does not answer is for the command to say, which asks again.
  const stack =
    reading === undefined ? await connection.facts.stack(stackName).catch(() => undefined) : undefined;
  // One that only holds change sets shows no parameters yet.
  if (stack === undefined || ['absent', 'empty'].includes(conditionOf(stack.status)))
    return (await shippedProduct(defaultProductId, session.local)).product;
  return (await recognisedProduct(stackSignature(stack), session.local)).product;
};

/**
 * @param by `template`: the command works on a template, and the one named for it tells the product
 * @throws InstallError for unreadable answers, no region, an unknown product, flags that contradict the answers.
 */
export async function createContext<C extends CommandName>(
  session: Session & Session<C>,
  {
    by = 'stack',
    connect = session.connect,
  }: { readonly by?: 'template' | 'stack'; readonly connect?: Session['connect'] } = {},
): Promise<CommandContext<C>> {
  const answers = await readGivenAnswers(session);
  const chosen = settings(session.options, answers);
  const named = await productGiven(chosen, session);
  const connection = await connect(chosen.region);
  const beginning = { session, connection, answers, settings: chosen };
  const expectedName = chosen.stackName.value ?? named?.product.id ?? defaultProductId;
  // Every command of a template has a header; who asks is found out beside what tells the product.
  if (by === 'template') introduction(connection).catch(() => undefined);
  const reused =
    by === 'template' && chosen.template.value !== undefined && 'previous' in chosen.template.value;
  const ownTemplate = reused ? connection.stacks.template(expectedName) : undefined;
  // Told where it is waited for: the stack may not be there at all.
  ownTemplate?.catch(() => undefined);
  const givenTemplate =
    by === 'template' ? await readGivenTemplate({ ...beginning, stackName: expectedName }) : undefined;
  if (named !== undefined) warnOfMismatch(beginning, named, givenTemplate);
  const product = named?.product ?? (await recognise(beginning, expectedName, givenTemplate));
  const stackName = chosen.stackName.value ?? (givenTemplate === undefined ? expectedName : product.id);
  return { ...beginning, product, stackName, givenTemplate, ownTemplate };
}

function introduction({ facts }: Pick<Connection, 'facts'>) {
  return Promise.all([facts.identity(), facts.accountAlias().catch(() => undefined)]);
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
  const [identity, alias] = await whileBusy(connection, 'Asking AWS who you are', introduction(connection));
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

/**
 * What is asked about the stack while the account introduces itself.
 * @throws InstallError as `reportHeader`, before what the stack's reading throws
 */
export async function withHeader<T>(
  context: Pick<CommandContext, 'connection' | 'settings' | 'stackName'>,
  asking: Promise<T>,
): Promise<T> {
  asking.catch(() => undefined);
  await reportHeader(context);
  return asking;
}
