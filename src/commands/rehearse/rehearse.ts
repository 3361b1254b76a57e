import type { CommandResult } from '../../core/command.ts';
import type { NoteEvent } from '../../core/events.ts';
import { recordingLimit } from '../../core/file-limits.ts';
import type { RehearsalRequest } from '../../core/rehearsal.ts';
import type { Session } from '../../core/session.ts';
import { defaultProductId, referenceTemplate } from '../../products/index.ts';
import { failUnknown, rehearsalNested } from './errors.ts';
import { innerCommand, type InnerCommand } from './inner-command.ts';
import { failuresElsewhere, type FailuresElsewhere } from './failures.ts';
import { heldFor } from './held-answers.ts';
import { nestedTemplates } from './nested-templates.ts';
import { serve } from './serve.ts';
import type { StartedAccount } from './started-account.ts';

/** What `main` lends: the account, and a way to run a command line against it. */
export interface RehearsalRunner<Account> {
  readonly startAccount: (options: RehearsalRequest) => Promise<Account>;
  readonly run: (argv: readonly string[], account: Account & Samples) => Promise<number>;
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
