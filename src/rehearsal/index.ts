import path from 'node:path';
import { existsSync } from 'node:fs';
import { exitCodes, InstallError } from '../core/errors.ts';
import { partitionOfRegion } from '../core/partition.ts';
import type { Clock } from '../core/clock.ts';
import type { Probe } from '../core/ports.ts';
import type { RecordedCall } from './server/calls.ts';
import { JumpingClock } from './clock/jumping-clock.ts';
import type { RehearsalClock } from './clock/rehearsal-clock.ts';
import { ScaledClock } from './clock/scaled-clock.ts';
import { makeCloudFormation } from './cloudformation/index.ts';
import type { CloudFormation } from './cloudformation/index.ts';
import type { Credentials } from './account/credentials.ts';
import { KeyRing } from './account/credentials.ts';
import type { RunningAccount } from './server/dispatch.ts';
import { parseFaults } from './faults/faults.ts';
import type { Faults } from './faults/faults.ts';
import { Outages } from './faults/outages.ts';
import { rehearsalProbe } from './account/resolver.ts';
import { buildAccount } from './account/scenario/build.ts';
import { readScenario } from './account/scenario/file.ts';
import type { ScenarioAccount } from './account/scenario/file.ts';
import { fitToAnswers } from './account/scenario/fit.ts';
import type { GivenAnswers } from './account/scenario/fit.ts';
import { createScenarioStack } from './account/scenario/stacks.ts';
import { listen } from './server/server.ts';
import type { Listening, CallHook, ServerOptions } from './server/server.ts';
import { services } from './services/index.ts';
import type { ResourceFailures } from './service.ts';
import type { AccountState } from './account/state.ts';

export interface RehearsalOptions {
  readonly scenario: string;
  /** Each value of `--fail`. */
  readonly fail: readonly string[];
  readonly speed: number | 'max';
  /** Real milliseconds added to every call. */
  readonly latencyMs: number;
  readonly port?: number;
  /** The tool is in another process and keeps its own time. */
  readonly serve: boolean;
  /** The package's `templates/` folder. */
  readonly templates: string;
  readonly answers?: GivenAnswers;
  /** For faults that come by chance; the same seed brings the same. */
  readonly seed?: number;
  /** Changes the account before the first call, for tests. */
  readonly prepare?: (account: AccountState) => void;
  /** For tests: told of every call; may break its connection. */
  readonly onCall?: CallHook;
  /** Unknown operations and our own faults, a line each. */
  readonly log?: (line: string) => void;
}

export interface RehearsalAccount {
  readonly endpoint: string;
  /** Its fields change when the session is renewed. */
  readonly credentials: Credentials;
  readonly region: string;
  readonly account: string;
  /** The tool's door to the one clock. */
  readonly clock: Clock;
  readonly probe: Probe;
  /** Sample answers of the scenario. */
  readonly answersFile?: string;
  /** What the account holds; tests look here. */
  readonly state: AccountState;
  /** For tests that mark drift. */
  readonly cloudformation: CloudFormation;
  /** As a new log-in would: an expired key stays expired. */
  readonly renewCredentials: () => Credentials;
  /** Ends the faults of the API; those of resources too, unless they are to stay. */
  readonly calm: (resources: 'heal' | 'stay') => void;
  readonly calls: () => readonly RecordedCall[];
  readonly close: () => Promise<void>;
}

const placeOf = (answers: GivenAnswers | undefined): ScenarioAccount => {
  const region = answers?.region ?? 'us-east-1';
  return { account: answers?.account ?? '123456789012', region, partition: partitionOfRegion(region).id };
};

const clockFor = (options: RehearsalOptions, start: number): RehearsalClock =>
  options.speed === 'max' ? new JumpingClock(start) : new ScaledClock(start, options.speed, options.serve);

const portTaken = (port: number, cause: unknown): InstallError =>
  new InstallError({
    code: 'rehearsal-port-taken',
    message: `The rehearsal account cannot listen on port ${port} of 127.0.0.1.`,
    hint: 'Choose another --port, or leave it out to get a free one.',
    exitCode: exitCodes.usage,
    cause,
  });

const start = async (options: ServerOptions): Promise<Listening> => {
  try {
    return await listen(options);
  } catch (error) {
    throw portTaken(options.port, error);
  }
};

interface RehearsalSetup {
  readonly options: RehearsalOptions;
  readonly account: AccountState;
  readonly clock: RehearsalClock;
  readonly faults: Faults;
  readonly cloudformation: CloudFormation;
  readonly healResources: () => void;
}

const setupOf = async (
  options: RehearsalOptions,
  now: number,
  endpoint: () => string,
): Promise<RehearsalSetup> => {
  const place = placeOf(options.answers);
  const faults = parseFaults(options.fail);
  const file = await readScenario(options.templates, options.scenario, place);
  const account = buildAccount(file, place, now);
  if (options.answers !== undefined) fitToAnswers(account, options.answers, now);
  options.prepare?.(account);
  const clock = clockFor(options, now);
  // A failure that was asked for strikes what is done now, not what is up already.
  let present = false;
  const failures: ResourceFailures = {
    logicalIds: faults.failures.logicalIds,
    reasonFor: (id, phase) => (present ? faults.failures.reasonFor(id, phase) : undefined),
  };
  const cloudformation = makeCloudFormation({ account, clock: clock.account, failures, endpoint });
  for (const stack of file.stacks ?? []) await createScenarioStack(stack, options.templates, cloudformation);
  present = true;
  forbid(account, faults);
  const healResources = (): void => void (present = false);
  return { options, account, clock, faults, cloudformation, healResources };
};

const forbid = (account: AccountState, { denied, allowedOnly }: Faults): void => {
  const deny = new Set([...account.permissions.deny, ...denied]);
  account.permissions = { deny, allow: allowedOnly === undefined ? undefined : new Set(allowedOnly) };
};

const runningOf = (setting: RehearsalSetup, endpoint: () => string): RunningAccount => {
  const { account, clock, faults, options, cloudformation } = setting;
  const now = (): number => clock.account.now();
  const keys = new KeyRing(account, now);
  return {
    account,
    clock: clock.account,
    services: new Map([...services, cloudformation].map((service) => [service.id, service])),
    keys,
    faults,
    outages: new Outages(faults, keys, now, options.seed ?? 1),
    endpoint,
    calls: [],
    log: options.log ?? (() => undefined),
  };
};

/** One object for as long as the account lives, whatever key is current. */
const credentialsOf = (keys: KeyRing): Credentials => ({
  get accessKeyId() {
    return keys.current.accessKeyId;
  },
  get secretAccessKey() {
    return keys.current.secretAccessKey;
  },
});

const answersFileOf = ({ options }: RehearsalSetup): { answersFile?: string } => {
  const file = path.join(options.templates, 'rehearsal', 'answers', `${options.scenario}.yaml`);
  return existsSync(file) ? { answersFile: file } : {};
};

/**
 * An AWS account that lives in this process and answers on 127.0.0.1 in AWS's own protocols.
 * @throws InstallError scenario-unknown, fail-invalid, rehearsal-port-taken (2)
 */
export const startAccount = async (options: RehearsalOptions): Promise<RehearsalAccount> => {
  let endpoint = '';
  const setting = await setupOf(options, Date.now(), () => endpoint);
  const { account, clock, cloudformation } = setting;
  const running = runningOf(setting, () => endpoint);
  const drain = options.serve && options.speed === 'max';
  const { latencyMs, port = 0, onCall } = options;
  const listening = await start({ running, clock, latencyMs, port, drain, onCall });
  endpoint = `http://127.0.0.1:${listening.port}`;
  return {
    endpoint,
    credentials: credentialsOf(running.keys),
    region: account.region,
    account: account.id,
    clock: clock.tool,
    probe: rehearsalProbe(account, () => clock.tool.now()),
    ...answersFileOf(setting),
    state: account,
    cloudformation,
    renewCredentials: () => running.keys.renew(),
    calm: (resources) => {
      running.outages.calm();
      if (resources === 'heal') setting.healResources();
    },
    calls: () => running.calls,
    close: async () => {
      cloudformation.close();
      clock.close();
      await listening.close();
    },
  };
};
