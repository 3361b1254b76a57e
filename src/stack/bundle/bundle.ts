import type { CheckEvent } from '../../core/events.ts';
import type { Ports } from '../../core/ports.ts';
import type { Stack } from '../../core/stack.ts';
import { operationEvents } from '../diagnose/diagnose.ts';
import { redact, redactData } from '../redaction/redaction.ts';

/** One file of a support bundle, already free of secrets. */
export interface BundleFile {
  readonly path: string;
  readonly text: string;
}

export interface BundleRequest {
  readonly stack: Stack;
  /** Keys of NoEcho parameters: they are left out, masked or not. */
  readonly noEcho: ReadonlySet<string>;
  /** Versions of this tool, of Node and of the template. */
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly preflight: readonly CheckEvent[];
  /** The last 30 minutes of the log group named after the stack. */
  readonly includeLogs: boolean;
  /** Secret values this run knows, to be found wherever they were echoed. */
  readonly secrets?: readonly string[];
}

type BundlePorts = Pick<Ports, 'stacks' | 'facts' | 'evidence' | 'clock'>;

/** How far back the logs go, milliseconds. */
const logSpan = 30 * 60_000;
const logLimit = 5_000;

/** Gathers what answers support's first questions. What may not be read says so in its own file's place. */
export async function collectBundle(
  request: BundleRequest,
  ports: BundlePorts,
): Promise<readonly BundleFile[]> {
  const { stack, secrets = [] } = request;
  const json = async (path: string, read: () => unknown): Promise<BundleFile> => ({
    path,
    text: `${JSON.stringify(redactData(await valueOrReason(read), secrets), null, 2)}\n`,
  });
  const parameters = [...stack.parameters].filter(([key]) => !request.noEcho.has(key));
  return Promise.all([
    json('versions.json', () => request.versions),
    json('identity.json', () => identityOf(ports)),
    json('stack.json', () => stackFacts(stack)),
    json('outputs.json', () => Object.fromEntries(stack.outputs)),
    json('parameters.json', () => Object.fromEntries(parameters)),
    json('events.json', () => eventsOf(stack, ports)),
    json('resources.json', () => ports.stacks.resources(stack.id)),
    json('drift.json', () => ports.evidence.drift(stack.name)),
    json('preflight.json', () => request.preflight),
    ...(request.includeLogs ? [logs(stack, secrets, ports)] : []),
  ]);
}

const valueOrReason = async (read: () => unknown): Promise<unknown> => {
  try {
    return await read();
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : 'no reason known' };
  }
};

const identityOf = async ({ facts }: BundlePorts): Promise<unknown> => {
  const { account, arn, partition } = await facts.identity();
  return { account, arn, partition, region: facts.region };
};

const stackFacts = ({ parameters: _, outputs: __, ...stack }: Stack): unknown => ({
  ...stack,
  tags: Object.fromEntries(stack.tags),
  createdAt: new Date(stack.createdAt).toISOString(),
  updatedAt: stack.updatedAt === undefined ? undefined : new Date(stack.updatedAt).toISOString(),
});

const eventsOf = async (stack: Stack, ports: BundlePorts): Promise<unknown> =>
  (await operationEvents(stack.id, ports)).map(({ at, ...event }) => ({
    at: new Date(at).toISOString(),
    ...event,
  }));

async function logs(stack: Stack, secrets: readonly string[], ports: BundlePorts): Promise<BundleFile> {
  const path = 'logs.txt';
  try {
    const lines = await ports.evidence.logTail(stack.name, {
      sinceMs: ports.clock.now() - logSpan,
      limit: logLimit,
    });
    // Joined first: a private key is logged line by line.
    const text = lines
      .map(({ at, message }) => `${new Date(at).toISOString()} ${message.trimEnd()}`)
      .join('\n');
    return { path, text: `${redact(text, secrets)}\n` };
  } catch (error) {
    return { path, text: `unreadable: ${redact(error instanceof Error ? error.message : '', secrets)}\n` };
  }
}

/** What the archive will hold, one line each, for the question before it is written. */
export const bundleListing = (files: readonly BundleFile[]): readonly string[] =>
  files.map(({ path, text }) => `${path} (${Buffer.byteLength(text)} bytes)`);
