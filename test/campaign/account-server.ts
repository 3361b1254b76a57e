// A process of its own that holds rehearsed accounts; the campaign drives it by messages.
import { startAccount, type RehearsalAccount } from '../../src/rehearsal/index.ts';
import { changeSetsOf, describeStack, isLive, listStacks } from './account-calls.ts';
import type { AccountRequest, AccountSnapshot, PlannedSignal, StartRequest } from './messages.ts';
import { seeded } from './seeded.ts';

interface HostedAccount {
  readonly account: RehearsalAccount;
  /** Armed against the tool's processes; taken off as they strike. */
  shots: PlannedSignal[];
  calls: number;
  faultsEnded: boolean;
}

const hosted = new Map<string, HostedAccount>();

const sendSignal = ({ pid, signal }: PlannedSignal): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
};

/** Signals strike before a call is served or after it was, before its answer goes out; answers get lost by chance. */
const callHook = ({ lost, seed, outage }: StartRequest, self: () => HostedAccount | undefined) => {
  const chance = seeded(seed);
  let over = Infinity;
  return (moment: 'arrived' | 'done'): 'hang up' | undefined => {
    const host = self();
    if (host === undefined) return undefined;
    if (moment === 'arrived') host.calls += 1;
    if (sendDueSignals(host, moment)) return 'hang up';
    if (host.faultsEnded) return undefined;
    if (outage !== undefined && over === Infinity && host.calls >= outage.atCall)
      over = Date.now() + outage.lasting;
    if (over !== Infinity && Date.now() < over) return 'hang up';
    return moment === 'done' && chance() < lost ? 'hang up' : undefined;
  };
};

/** @returns true if the caller may have been killed */
const sendDueSignals = (host: HostedAccount, moment: PlannedSignal['moment']): boolean => {
  const due = host.shots.filter((shot) => shot.moment === moment && shot.atCall <= host.calls);
  host.shots = host.shots.filter((shot) => !due.includes(shot));
  due.forEach(sendSignal);
  return due.some(({ signal }) => signal === 'SIGKILL');
};

const start = async (asked: StartRequest): Promise<object> => {
  const { name, ...options } = asked;
  const account = await startAccount({
    ...options,
    serve: true,
    onCall: callHook(asked, () => hosted.get(name)),
  });
  hosted.set(name, { account, shots: [], calls: 0, faultsEnded: false });
  const { endpoint, region } = account;
  return { endpoint, region, ...keysOf(account) };
};

const keysOf = ({ credentials }: RehearsalAccount): object => ({
  accessKeyId: credentials.accessKeyId,
  secretAccessKey: credentials.secretAccessKey,
});

const hostOf = (name: string): HostedAccount => {
  const host = hosted.get(name);
  if (host === undefined) throw new Error(`no account ${name}`);
  return host;
};

const stackOf = async (
  account: RehearsalAccount,
  StackName: string,
): Promise<AccountSnapshot['stacks'][number]> => {
  const stack = await describeStack(account, StackName);
  if (stack === undefined) throw new Error(`${StackName} is listed and cannot be described`);
  return {
    name: stack.StackName,
    status: stack.StackStatus,
    protected: stack.EnableTerminationProtection,
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    ),
    changeSets: await changeSetsOf(account, StackName),
  };
};

const takeSnapshot = async (name: string): Promise<AccountSnapshot> => {
  const { account, calls } = hostOf(name);
  const { state } = account;
  const live = (await listStacks(account)).filter(isLive);
  return {
    stacks: await Promise.all(live.map(({ StackId }) => stackOf(account, StackId))),
    records: [...state.zones.values()].flatMap((zone) => zone.records),
    balancers: [...state.loadBalancers.values()].map((one) => one.dnsName),
    secrets: [...state.secrets.values()].map((one) => one.name),
    buckets: [...state.buckets.keys()],
    calls,
  };
};

const answer = async (ask: AccountRequest): Promise<unknown> => {
  switch (ask.do) {
    case 'start':
      return start(ask.start);
    case 'arm': {
      const host = hostOf(ask.name);
      host.shots.push({ ...ask.shot, atCall: host.calls + ask.shot.atCall });
      return {};
    }
    case 'endFaults': {
      const host = hostOf(ask.name);
      host.faultsEnded = true;
      host.shots = [];
      host.account.endFaults(ask.resources);
      host.account.renewCredentials();
      return keysOf(host.account);
    }
    case 'look':
      return takeSnapshot(ask.name);
    case 'stop':
      await hostOf(ask.name).account.close();
      hosted.delete(ask.name);
      return {};
  }
};

process.on('message', (ask: AccountRequest) => {
  answer(ask).then(
    (value) => process.send?.({ id: ask.id, value }),
    (error: unknown) => process.send?.({ id: ask.id, error: String((error as Error).stack ?? error) }),
  );
});
process.on('disconnect', () => process.exit(0));
