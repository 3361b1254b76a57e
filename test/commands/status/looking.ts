import { afterAll, afterEach, beforeAll } from 'vitest';
import { dns } from '../../../src/commands/dns/dns.ts';
import { status } from '../../../src/commands/status/status.ts';
import type { AccountState } from '../../../src/rehearsal/account/state.ts';
import { startAccount, type RehearsalAccount } from '../../../src/rehearsal/index.ts';
import { attended, type Attended, type CommandLine } from '../attended.ts';

export const account = async (scenario: string): Promise<RehearsalAccount> => {
  const options = { scenario, fail: [], latencyMs: 0, serve: false, templates: 'templates' };
  return startAccount({ ...options, speed: 'max' });
};

const kept = [
  'searchDomains',
  'databases',
  'trails',
  'targetGroups',
  'certificates',
  'zones',
  'clusters',
] as const;

const copied = <T extends object>(things: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
  new Map([...things].map(([key, thing]) => [key, { ...thing }]));

const putBack = <T extends object>(things: Map<string, T>, was: ReadonlyMap<string, T>): void => {
  things.clear();
  for (const [key, thing] of was) things.set(key, { ...thing });
};

/** What a test does to the account is undone after it. */
const undoing = (state: AccountState): (() => void) => {
  const { permissions, costs } = state;
  const was = kept.map((name) => copied<object>(state[name]));
  const services = [...state.clusters].map(([arn, one]) => [arn, copied(one.services)] as const);
  return () => {
    kept.forEach((name, at) => putBack<object>(state[name], was[at] ?? new Map()));
    for (const [arn, one] of services) putBack(state.clusters.get(arn)?.services ?? new Map(), one);
    Object.assign(state, { permissions, costs });
  };
};

/** The stack up and its hosts in DNS; up alone; and not well. */
export let well: RehearsalAccount;
export let unseen: RehearsalAccount;
export let ailing: RehearsalAccount;
let undo: () => void;
beforeAll(async () => {
  [well, unseen, ailing] = await Promise.all([account('installed'), account('installed'), account('ailing')]);
  await dns(attended(well, ['dns', '--apply', '--yes']).session);
  undo = undoing(well.state);
});
afterEach(() => undo());
afterAll(() => Promise.all([well, unseen, ailing].map((one) => one.close())));

/** The account in which all is well, but for `change`. */
export const running = (change?: (state: AccountState) => void): RehearsalAccount => {
  change?.(well.state);
  return well;
};

export const looked = async (on: RehearsalAccount, ...words: readonly string[]) => {
  const line: CommandLine<'status'> = ['status', ...words];
  const run = attended(on, line);
  return { run, result: await status(run.session), lines: linesOf(run) };
};
export const linesOf = ({ events }: Attended) => events.filter((event) => event.type === 'status');
type Lines = ReturnType<typeof linesOf>;
export const only = (lines: Lines, id: string) => {
  const [line, ...more] = lines.filter((one) => one.id === id);
  if (line === undefined || more.length > 0) throw new Error(`${id} was told ${more.length} times too often`);
  return line;
};

export const all = <T extends object>(things: ReadonlyMap<string, T>, change: Partial<T>): void => {
  for (const thing of things.values()) Object.assign(thing, change);
};
type Held<K extends keyof AccountState> = AccountState[K] extends Map<string, infer T> ? T : never;
export const search = (state: AccountState, change: Partial<Held<'searchDomains'>>): void =>
  all(state.searchDomains, change);
export const database = (state: AccountState, change: Partial<Held<'databases'>>): void =>
  all(state.databases, change);
export const service = (
  state: AccountState,
  change: { desiredCount?: number; runningCount?: number },
): void => {
  for (const cluster of state.clusters.values()) all(cluster.services, change);
};
export const targets = (state: AccountState, states: readonly string[]): void =>
  all(state.targetGroups, {
    targets: states.map((one, at) => ({ id: `10.0.1.${at}`, port: 80, state: one })),
  });
