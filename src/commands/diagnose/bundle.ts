import { basename } from 'node:path';
import { checkEvent, runChecks, selectChecks } from '../../checks/index.ts';
import type { CheckEvent } from '../../core/events.ts';
import type { Stack } from '../../core/stack.ts';
import { bundleListing, collectBundle, packBundle, unlessRefused } from '../../stack/index.ts';
import { parseTemplate } from '../../template/index.ts';
import type { Template } from '../../core/template.ts';
import { confirmOrDecline } from '../shared/consent.ts';
import type { CommandContext } from '../shared/context.ts';
import { secretsOf } from '../shared/stack/stack-secrets.ts';

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

type BundleContext = Pick<
  CommandContext<'diagnose'>,
  'session' | 'connection' | 'product' | 'stackName' | 'answers'
>;

const gather = async (context: BundleContext, stack: Stack): ReturnType<typeof collectBundle> => {
  const { connection, session, product } = context;
  const read = () => connection.stacks.template(stack.id).then(parseTemplate);
  const template = await unlessRefused(connection, read, undefined);
  connection.emit({ type: 'busy', message: 'Gathering the bundle' });
  const preflight = await preflightNow(context, template).finally(() => connection.emit({ type: 'busy' }));
  const version = template === undefined ? undefined : product.version({ template });
  const { keys: noEcho, values: secrets } = await secretsOf(context, stack, template);
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
