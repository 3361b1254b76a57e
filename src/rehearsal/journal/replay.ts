import { drawing, type RandomSource } from '../account/random-source.ts';
import { addHost } from '../account/dns-team.ts';
import { serviceProtocols } from '../protocols/services.ts';
import { enact } from '../server/dispatch.ts';
import { refusalsOf } from '../server/gate.ts';
import type { RunningAccount } from '../server/call.ts';
import { stateUnusable } from './errors.ts';
import type { HeldClock } from './held-clock.ts';
import { decodeMembers } from './json.ts';
import type { SavedAccount, SavedCall, SavedRun } from './saved.ts';

export interface Replay {
  readonly running: RunningAccount;
  /** Held where the account began. */
  readonly clock: HeldClock;
  readonly saved: SavedAccount;
  readonly chance: (seed: number) => RandomSource;
  /** Another process takes the account over. @param first the run that began it, whose own things are there */
  readonly begin: (run: SavedRun, first: boolean) => void;
}

/** Lets everything happen again, each at its time; then the clock is at the moment of saving. @throws InstallError state-unusable (2) */
export async function replay({ running, clock, saved, chance, begin }: Replay): Promise<void> {
  for (const [index, entry] of saved.entries.entries()) {
    await clock.goTo(entry.at);
    if (entry.kind === 'run') begin(entry, index === 0);
    else if (entry.kind === 'look') addHost(running.account, entry.at, entry.host);
    else await drawing(chance(entry.seed), () => again(running, entry));
  }
  await clock.goTo(saved.savedAt);
}

const again = async (running: RunningAccount, call: SavedCall): Promise<void> => {
  const { service: serviceId, operation: name, region, caller } = call;
  const operation = running.services.get(serviceId)?.operations[name];
  const protocol = serviceProtocols[serviceId];
  if (operation === undefined || protocol === undefined) throw goesOtherwise(call);
  const input = decodeMembers(call.input);
  const request = {
    method: 'POST',
    segments: [],
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.alloc(0),
  };
  const scope = { accessKeyId: caller.accessKeyId, region, service: serviceId };
  const refusals = refusalsOf(serviceId, protocol);
  const incoming = { serviceId, protocol, refusals, request, scope, requestId: 'again' };
  const routed = { name, operation, input: () => ({ ...input }) };
  const outcome = await enact({ running, call: incoming, routed, caller }, input);
  if (('error' in outcome ? outcome.error.code : undefined) !== call.refused) throw goesOtherwise(call);
};

const goesOtherwise = ({ service, operation }: SavedCall): Error =>
  stateUnusable(
    `${service}:${operation} does not come to what it came to, as another version of quilt-install wrote it`,
  );
