import type { CommandResult } from '../../core/command.ts';
import type { NoteEvent } from '../../core/events.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { recordingLimit } from '../../core/file-limits.ts';
import type { RehearsalRequest } from '../../core/rehearsal.ts';
import type { Session } from '../../core/session.ts';
import { defaultProductId, referenceTemplate } from '../../products/index.ts';
import { failUnknown, rehearsalNested } from './errors.ts';
import { innerCommand, type InnerCommand } from './inner-command.ts';
import { failuresElsewhere, type FailuresElsewhere } from './failures.ts';
import { heldFor } from './held-answers.ts';
import { nestedTemplates } from './nested-templates.ts';

/** What `main` lends: the account, and a way to run a command line against it. */
export interface RehearsalRunner<Account> {
  readonly startAccount: (options: RehearsalRequest) => Promise<Account>;
  readonly run: (argv: readonly string[], account: Account & Samples) => Promise<number>;
}

export interface StartedAccount {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of other accounts. */
  readonly profiles: readonly {
    readonly name: string;
    readonly account: string;
    readonly accessKeyId: string;
  }[];
  readonly answersFile?: string;
  /** Logical ids in its stacks. */
  readonly resourceNames: () => ReadonlySet<string>;
  /** Of one that is kept. */
  readonly saved?: () => string;
  close(): Promise<void>;
}

/** What stands for an answers file and a template that the inner command does not name. */
export interface Samples {
  readonly sampleAnswers?: string;
  readonly sampleTemplate?: string;
}

/** A 40-minute create in about 20 seconds. */
const usualSpeed = 120;

/** What an earlier run left in the file of `--state`, if that is there. */
const kept = async ({
  options,
  local,
}: Pick<Session<'rehearse'>, 'options' | 'local'>): Promise<RehearsalRequest['keep']> => {
  if (options.state === undefined) return undefined;
  const there = await local.files.exists(options.state);
  return { saved: there ? await local.files.read(options.state, recordingLimit) : undefined };
};

/** Once at the beginning, so that a file that cannot be written is told before anything is done, and at the end. */
const keep = async (
  { options, local }: Pick<Session<'rehearse'>, 'options' | 'local'>,
  { saved }: StartedAccount,
): Promise<void> => {
  if (options.state !== undefined && saved !== undefined) await local.files.write(options.state, saved());
};

const request = async (
  session: Pick<Session<'rehearse'>, 'options' | 'local' | 'packageFolder'>,
  inner: InnerCommand,
): Promise<RehearsalRequest> => {
  const { options, local, packageFolder } = session;
  return {
    scenario: options.scenario,
    fail: options.fail,
    speed: options.speed ?? usualSpeed,
    latencyMs: options.latencyMs ?? 0,
    serve: options.serve,
    assumeExport: options.assumeExport,
    assumeType: options.assumeType,
    reply: options.reply,
    nested: await nestedTemplates(options.nestedDir, local),
    keep: await kept(session),
    templates: `${packageFolder}templates`,
    port: options.port,
    answers: await heldFor(session, inner),
  };
};

const exportLines = ({ endpoint, region, credentials }: StartedAccount): string =>
  [
    `export AWS_ENDPOINT_URL=${endpoint}`,
    `export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}`,
    `export AWS_REGION=${region}`,
    `export AWS_DEFAULT_REGION=${region}`,
    'unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    '',
  ].join('\n');

/** A profile is in a file of the user's, and only they write there. */
const profileNote = ({ name, account, accessKeyId }: StartedAccount['profiles'][number]): string =>
  `For account ${account}, set profile ${name}: ` +
  `aws configure set aws_access_key_id ${accessKeyId} --profile ${name} && ` +
  `aws configure set aws_secret_access_key rehearsal --profile ${name}`;

const untilInterrupted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const serve = async (
  { local, interrupts }: Pick<Session, 'local' | 'interrupts'>,
  account: StartedAccount,
): Promise<CommandResult> => {
  local.emit({ type: 'text', text: exportLines(account) });
  local.emit({
    type: 'note',
    level: 'info',
    message:
      'The rehearsal account is up until Ctrl-C. Paste the lines above into a shell; AWS clients there talk to it, and to nothing else.',
  });
  for (const profile of account.profiles)
    local.emit({ type: 'note', level: 'info', message: profileNote(profile) });
  await untilInterrupted(interrupts.signal);
  return { outcome: 'succeeded', exitCode: exitCodes.succeeded };
};

/** The path, where there is such a file in the package. */
const shippedFile = async (
  { local, packageFolder }: Pick<Session<'rehearse'>, 'local' | 'packageFolder'>,
  name: string,
): Promise<string | undefined> => {
  const path = `${packageFolder}templates/${name}`;
  return (await local.files.exists(path)) ? path : undefined;
};

/** What stands for an answers file and a template that the inner command does not name. Another product has its own, or none. */
const samplesFor = async (
  session: Pick<Session<'rehearse'>, 'local' | 'packageFolder'>,
  inner: InnerCommand,
  account: StartedAccount,
): Promise<Samples> => {
  const { product = defaultProductId } = inner;
  const answers =
    product === defaultProductId
      ? account.answersFile
      : await shippedFile(session, `rehearsal/answers/${product}.yaml`);
  return {
    sampleAnswers: inner.answers === undefined ? answers : undefined,
    sampleTemplate: inner.hasTemplate ? undefined : await shippedFile(session, referenceTemplate(product)),
  };
};

const unsearchedNote = (ids: readonly string[]): NoteEvent => ({
  type: 'note',
  level: 'info',
  message: `No template is at hand to look for what --fail names (${ids.join(', ')}): each fails in whatever template has it.`,
});

const requireResources = (ids: readonly string[], { resourceNames }: StartedAccount): void => {
  const names = resourceNames();
  const unknown = ids.find((id) => !names.has(id));
  if (unknown !== undefined) throw failUnknown(unknown, names, 'the kept account');
};

const onAccount = async <Account extends StartedAccount>(
  session: Pick<Session<'rehearse'>, 'options' | 'local' | 'interrupts' | 'packageFolder'>,
  inner: InnerCommand & { readonly failures: FailuresElsewhere },
  runner: RehearsalRunner<Account>,
): Promise<CommandResult | number> => {
  const account = await runner.startAccount(await request(session, inner));
  try {
    await keep(session, account);
    const { unsearched, kept: inStacks } = inner.failures;
    requireResources(inStacks, account);
    if (unsearched.length > 0) session.local.emit(unsearchedNote(unsearched));
    if (session.options.serve) return await serve(session, account);
    session.local.emit({
      type: 'note',
      level: 'info',
      message: 'A rehearsal: this AWS account lives in this process; nothing is real.',
    });
    return await runner.run(inner.argv, {
      ...account,
      ...(await samplesFor(session, inner, account)),
    });
  } finally {
    await keep(session, account).finally(() => account.close());
  }
};

/** Any command on an AWS account that lives in this process; nothing reaches AWS. Files the command writes are real. */
export async function rehearse<Account extends StartedAccount>(
  session: Pick<Session<'rehearse'>, 'options' | 'local' | 'interrupts' | 'packageFolder'>,
  operands: readonly string[],
  runner: RehearsalRunner<Account>,
): Promise<CommandResult | number> {
  const inner = innerCommand(session.options, operands);
  if (inner.command === 'rehearse') throw rehearsalNested();
  const failures = await failuresElsewhere(session, inner);
  const { state } = session.options;
  // Two runs would each write down what they alone have seen.
  const letGo = state === undefined ? undefined : await session.local.files.hold(state);
  try {
    return await onAccount(session, { ...inner, failures }, runner);
  } finally {
    await letGo?.();
  }
}
