import { basename } from 'node:path';
import { checkEvent, runChecks, selectChecks } from '../../checks/index.ts';
import { noEchoMask } from '../../core/parameter.ts';
import type { CheckEvent } from '../../core/events.ts';
import type { Stack } from '../../core/stack.ts';
import { isReference, secretName } from '../../parameters/index.ts';
import { bundleListing, collectBundle, packBundle } from '../../stack/index.ts';
import { parseTemplate } from '../../template/index.ts';
import type { Template } from '../../core/template.ts';
import { confirmOrDecline } from '../shared/consent.ts';
import type { CommandContext } from '../shared/context.ts';

const preflightNow = async (
  context: Pick<CommandContext, 'connection' | 'product' | 'stackName'>,
  template: Template | undefined,
): Promise<readonly CheckEvent[]> => {
  const { connection, product, stackName } = context;
  const results = await runChecks({
    checks: selectChecks({}),
    input: {
      facts: connection.facts,
      probe: connection.probe,
      values: new Map(),
      target: {
        kind: 'update',
        region: connection.region,
        stackName,
        buckets: [],
        product,
        template,
      },
    },
    clock: connection.clock,
    signal: connection.signal,
  });
  return results.map((result) => checkEvent(result));
};

const logsToo = async ({
  session,
  connection,
}: Pick<CommandContext<'diagnose'>, 'session' | 'connection'>): Promise<boolean> => {
  if (session.options.includeLogs || !connection.prompt.interactive) return session.options.includeLogs;
  return connection.prompt.confirm({
    message: "Put the last 30 minutes of the stack's logs into it as well? They may name your data",
    default: false,
  });
};

const noEchoOf = (stack: Stack, template: Template | undefined): ReadonlySet<string> =>
  new Set([
    ...[...stack.parameters].filter(([, value]) => value === noEchoMask).map(([key]) => key),
    ...[...(template?.parameters.values() ?? [])].filter(({ noEcho }) => noEcho).map(({ key }) => key),
  ]);

/** What the answers file gives by reference is a secret whatever NoEcho says; CloudFormation shows it in clear. */
const referencedIn = ({ answers }: Pick<CommandContext, 'answers'>): readonly string[] =>
  [...(answers?.parameters ?? [])].filter(([, text]) => isReference(text)).map(([key]) => key);

/** Values that may have been echoed anywhere: those this tool keeps for the stack, and those in the environment. */
const knownSecrets = async (
  context: Pick<CommandContext, 'connection' | 'stackName'>,
  keys: ReadonlySet<string>,
): Promise<readonly string[]> => {
  const { connection, stackName } = context;
  const values = await Promise.all(
    [...keys].flatMap((key) => [
      connection.secrets.secret(secretName(stackName, key)).catch(() => undefined),
      Promise.resolve(connection.env[`QUILT_INSTALL_PARAM_${key}`]),
    ]),
  );
  return values.filter((value) => value !== undefined);
};

type BundleContext = Pick<
  CommandContext<'diagnose'>,
  'session' | 'connection' | 'product' | 'stackName' | 'answers'
>;

const gather = async (context: BundleContext, stack: Stack): ReturnType<typeof collectBundle> => {
  const { connection, session, product } = context;
  const template = await connection.stacks
    .template(stack.id)
    .then(parseTemplate)
    .catch(() => undefined);
  connection.emit({ type: 'busy', message: 'Gathering the bundle' });
  const preflight = await preflightNow(context, template).finally(() => connection.emit({ type: 'busy' }));
  const version = template === undefined ? undefined : product.version({ template });
  const referenced = referencedIn(context);
  const noEcho = new Set([...noEchoOf(stack, template), ...referenced]);
  const inClear = referenced.flatMap((key) => stack.parameters.get(key) ?? []);
  const secrets = [...(await knownSecrets(context, noEcho)), ...inClear];
  const versions = { 'quilt-install': session.version, runtime: session.runtime, template: version };
  const includeLogs = await logsToo(context);
  return collectBundle({ stack, noEcho, secrets, versions, preflight, includeLogs }, connection);
};

/** A redacted archive for support: its contents are listed and agreed to before a byte is written. */
export async function writeBundle(context: BundleContext, stack: Stack, path: string): Promise<void> {
  const { emit, files, clock } = context.connection;
  const gathered = await gather(context, stack);
  emit({
    type: 'note',
    level: 'info',
    message: `The bundle would hold, secrets left out:`,
    detail: bundleListing(gathered),
  });
  await confirmOrDecline(context, `Write it to ${path}?`, 'The bundle');
  const archive = await packBundle(gathered, basename(path).replace(/(\.tar)?\.gz$|\.tgz$/, ''), clock);
  await files.write(path, archive, { neverOver: true, mode: 0o600 });
  const { support } = context.product;
  const help =
    support.length === 0 ? '' : ` The makers of ${context.product.title} help at ${support.join(', ')}.`;
  emit({ type: 'note', level: 'good', message: `Written to ${path}, readable by you alone.${help}` });
}
