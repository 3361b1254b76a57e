import { Interrupts } from '../../../src/core/interrupts.ts';
import type { CallHook } from '../../../src/rehearsal/faults/call-fault.ts';
import type { RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { runOn, type RunResult } from '../../e2e/in-process.ts';
import { rehearsalAccount } from '../../helpers/account.ts';
import { Disturber, type Disturbance } from './disturbance.ts';
import { differences, ledgerOf, type Ledger } from './ledger.ts';
import { argvOf, type Story } from './stories.ts';
import { templatesFolder } from './templates.ts';
import { wrongAtTheEnd, wrongInTheRun } from './verdict.ts';

/** An undisturbed run of a story: what each disturbed one is measured by. */
export interface Reference {
  readonly calls: readonly string[];
  readonly before: Ledger;
  readonly after: Ledger;
}

export interface CaseReport {
  readonly wrong: readonly string[];
  readonly code: number;
  /** Exit codes of the undisturbed runs after it. */
  readonly codes: readonly number[];
  readonly said: string;
}

/** After this many undisturbed commands, each the one the last named, the story must have ended. */
const stepsToTheEnd = 6;

export const openAccount = async (story: Story, onCall: CallHook): Promise<RehearsalAccount> => {
  const account = await rehearsalAccount({
    ...story.account,
    templates: templatesFolder,
    onCall,
  });
  await story.begin?.(account);
  return account;
};

export async function referenceOf(story: Story): Promise<Reference> {
  const disturber = new Disturber(undefined, new Interrupts());
  const account = await openAccount(story, disturber.hook);
  try {
    const before = await ledgerOf(account);
    disturber.start(account.clock);
    const { code, stdout } = await runOn(account, argvOf(story, account));
    if (code !== 0) throw new Error(`undisturbed it ends with ${code}: ${stdout}`);
    return { calls: disturber.calls, before, after: await ledgerOf(account) };
  } finally {
    await account.close();
  }
}

/** One attempt a call, so that a single fault is met by the tool itself; or the SDK's own attempts. */
const envOf = (disturbance: Disturbance): Readonly<Record<string, string>> =>
  'reach' in disturbance && disturbance.reach !== 'attempt' ? { AWS_MAX_ATTEMPTS: '1' } : {};

/** The disturbed run, then undisturbed ones to the story's end; the ledger is read after each. */
export async function runCase(
  story: Story,
  reference: Reference,
  disturbance: Disturbance,
): Promise<CaseReport> {
  const interrupts = new Interrupts();
  const disturber = new Disturber(disturbance, interrupts);
  const account = await openAccount(story, disturber.hook);
  try {
    disturber.start(account.clock);
    const run = await runOn(account, argvOf(story, account), interrupts, envOf(disturbance));
    disturber.stop();
    const now = await ledgerOf(account);
    const wrong = wrongInTheRun(run, now, reference, account);
    const ended = await toTheEnd(story, reference, account, run);
    return {
      wrong: [...wrong, ...ended.wrong],
      code: run.code,
      codes: ended.runs.map(({ code }) => code),
      said: [run, ...ended.runs].map(({ stdout, stderr }) => stdout + stderr).join('\n---\n'),
    };
  } finally {
    await account.close();
  }
}

/** A run that has taken so long has hung, milliseconds of real time. */
const patience = 240_000;

/** @throws Error if it does not end */
export const unlessHung = async <T>(work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('HUNG')), patience);
  });
  return Promise.race([work, hung]).finally(() => clearTimeout(timer));
};

/** The command a run named to go on with, `recover` where a person is needed, and the story's own after either. */
const next = (own: readonly string[], now: readonly string[], run: RunResult): readonly string[] => {
  if (now !== own) return own;
  const resume = run.events.at(-1)?.['resume'];
  return run.code === 7 && typeof resume === 'string'
    ? resume.split(' ').slice(1)
    : ['recover', '--yes', '--confirm', 'quilt'];
};

const toTheEnd = async (
  story: Story,
  reference: Reference,
  account: RehearsalAccount,
  disturbed: RunResult,
): Promise<{ readonly wrong: readonly string[]; readonly runs: readonly RunResult[] }> => {
  const runs: RunResult[] = [];
  if (disturbed.code === 0 && differences(await ledgerOf(account), reference.after).length === 0)
    return { wrong: [], runs };
  const own = argvOf(story, account);
  let command = own;
  for (let step = 0; step < stepsToTheEnd; step++) {
    const run = await runOn(account, command);
    runs.push(run);
    const done = run.code === 0 || (run.code === 2 && story.onceOnly === true);
    if (command === own && done) return { wrong: wrongAtTheEnd(await ledgerOf(account), reference), runs };
    if (![0, 2, 5, 6, 7].includes(run.code))
      return { wrong: [`undisturbed, ${command[0]} ended with ${run.code}`], runs };
    command = next(own, command, run);
  }
  return { wrong: [`not at an end after ${stepsToTheEnd} undisturbed commands`], runs };
};
