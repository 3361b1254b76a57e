import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { Probe } from '../core/ports.ts';
import { credentialsOf, keyRingOf, profileCredentials, profilesOf } from './access.ts';
import type { Credentials } from './account/credentials.ts';
import type { Profile } from './account/profiles.ts';
import { rehearsalProbe } from './account/probe.ts';
import type { AccountState } from './account/state.ts';
import type { CloudFormation } from './cloudformation/index.ts';
import { portTaken } from './errors.ts';
import { Outages } from './faults/outages.ts';
import type { RecordedCall, RunningAccount } from './server/call.ts';
import { listen, type Listening } from './server/server.ts';
import { services } from './services/index.ts';
import { drawing } from './account/random-source.ts';
import {
  originOf,
  inputsOfRun,
  inputsOfSavedRun,
  randomFrom,
  savedRun,
  type AccountOrigin,
} from './account-origin.ts';
import { replay } from './journal/replay.ts';
import type { SavedAccount } from './journal/saved.ts';
import type { RehearsalOptions } from './options.ts';
import { setupOf, type RehearsalSetup } from './setup.ts';

export type { RehearsalOptions } from './options.ts';

export interface RehearsalAccount {
  readonly endpoint: string;
  /** Its fields change when the session is renewed. */
  readonly credentials: Credentials;
  /** Of the user's profile for another account. @throws InstallError aws-profile-unknown (10) */
  readonly credentialsOf: (profile: string) => Credentials;
  /** Those profiles. */
  readonly profiles: readonly Profile[];
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
  /** Logical ids of the resources of its stacks. */
  readonly resourceNames: () => ReadonlySet<string>;
  /** Ends the faults of the API; those of resources too, unless they are to stay. */
  readonly endFaults: (resources: 'heal' | 'stay') => void;
  readonly calls: () => readonly RecordedCall[];
  /** What brings the account back in another process, as JSON with all its secrets; only of one that is kept. */
  readonly saved?: () => string;
  readonly close: () => Promise<void>;
}

const start = async (
  { options, clock, skipsTime }: Pick<RehearsalSetup, 'options' | 'clock' | 'skipsTime'>,
  running: RunningAccount,
): Promise<Listening> => {
  const { latencyMs, port = 0, onCall } = options;
  try {
    return await listen({ running, clock, latencyMs, port, drain: skipsTime, onCall });
  } catch (error) {
    throw portTaken(port, error);
  }
};

const runningOf = (setup: RehearsalSetup, endpoint: () => string): RunningAccount => {
  const { account, others, held, faults, failures, options, cloudformation, journal } = setup;
  const now = (): number => held.now();
  const keys = keyRingOf(setup, now);
  return {
    account,
    others,
    clock: held,
    services: new Map([...services, cloudformation].map((service) => [service.id, service])),
    keys,
    failures,
    outages: new Outages(faults, keys, now, options.seed ?? 1),
    endpoint,
    calls: [],
    journal,
    log: options.log ?? (() => undefined),
  };
};

const probeOf = ({ account, clock, journal }: Pick<RehearsalSetup, 'account' | 'clock' | 'journal'>): Probe =>
  rehearsalProbe(
    account,
    () => clock.tool.now(),
    (host) => journal?.lookedFor(host),
  );

const answersFileOf = ({ templates }: RehearsalOptions, { scenario }: AccountOrigin): string | undefined => {
  const file = path.join(templates, 'rehearsal', 'answers', `${scenario}.yaml`);
  return existsSync(file) ? file : undefined;
};

const closeAll = async (
  { cloudformation, others, clock }: Pick<RehearsalSetup, 'cloudformation' | 'others' | 'clock'>,
  listening: Listening,
): Promise<void> => {
  for (const one of [cloudformation, ...[...others.values()].map((other) => other.cloudformation)])
    one.close();
  clock.close();
  await listening.close();
};

/** Up to where it was saved; time is held there. */
const bringBack = async (
  setup: Pick<RehearsalSetup, 'held' | 'takeOver' | 'journal'>,
  running: RunningAccount,
  saved: SavedAccount,
  reached: (endpoint: string) => unknown,
): Promise<void> => {
  await replay({
    running,
    clock: setup.held,
    saved,
    chance: randomFrom,
    begin: (run, first) => {
      reached(run.endpoint);
      if (!first) setup.takeOver(inputsOfSavedRun(run));
    },
  });
  setup.journal?.caughtUp();
};

/**
 * An AWS account that lives in this process and answers on 127.0.0.1 in AWS's own protocols.
 * @throws InstallError scenario-unknown, fail-invalid, rehearsal-port-taken, state-unusable, flags-conflict (2)
 */
export async function startAccount(options: RehearsalOptions): Promise<RehearsalAccount> {
  let endpoint = '';
  const own = inputsOfRun(options);
  const beginning = originOf(options, own, Date.now());
  const setup = await drawing(randomFrom(1), () => setupOf(options, beginning, () => endpoint));
  const { account, clock, cloudformation, journal } = setup;
  const running = runningOf(setup, () => endpoint);
  const profiles = profilesOf(setup);
  if (beginning.saved !== undefined) {
    await bringBack(setup, running, beginning.saved, (address) => (endpoint = address));
    setup.takeOver(own);
    setup.held.release();
  }
  const listening = await start(setup, running);
  endpoint = `http://127.0.0.1:${listening.port}`;
  journal?.begin({ ...savedRun(own), endpoint });
  return {
    endpoint,
    credentials: credentialsOf(running.keys),
    credentialsOf: (profile) => profileCredentials(profiles, profile),
    profiles,
    region: account.region,
    account: account.id,
    clock: clock.tool,
    probe: probeOf(setup),
    answersFile: answersFileOf(options, beginning),
    state: account,
    cloudformation,
    resourceNames: () => cloudformation.resourceNames(),
    renewCredentials: () => running.keys.renew(),
    endFaults: (resources) => {
      running.outages.endFaults();
      if (resources === 'heal') setup.healResources();
    },
    calls: () => running.calls,
    saved: journal && (() => journal.text()),
    close: () => closeAll(setup, listening),
  };
}
