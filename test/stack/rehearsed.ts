import { makeAws } from '../../src/aws/index.ts';
import type { Event } from '../../src/core/events.ts';
import type { Value, Values } from '../../src/core/parameter.ts';
import type { Connection } from '../../src/core/session.ts';
import type { RehearsalAccount, RehearsalOptions } from '../../src/rehearsal/index.ts';
import { rehearsalAccount } from '../helpers/account.ts';

/** What the engine is given, on an account of its own; `close` ends it. */
export interface Rehearsed extends Pick<
  Connection,
  'stacks' | 'facts' | 'evidence' | 'clock' | 'emit' | 'signal' | 'templates' | 'region'
> {
  readonly account: RehearsalAccount;
  readonly events: Event[];
  readonly interrupt: (name: string) => void;
  readonly reloadCredentials: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function rehearsed(options: Partial<RehearsalOptions> = {}): Promise<Rehearsed> {
  const account = await rehearsalAccount(options);
  const controller = new AbortController();
  const { stacks, facts, evidence, templates, reloadCredentials } = makeAws({
    region: account.region,
    env: {},
    clock: account.clock,
    signal: controller.signal,
    endpoint: { url: account.endpoint, credentials: account.credentials },
  });
  const events: Event[] = [];
  return {
    account,
    region: account.region,
    stacks,
    facts,
    evidence,
    templates,
    clock: account.clock,
    events,
    emit: (event) => events.push(event),
    signal: controller.signal,
    interrupt: (name) => controller.abort(name),
    reloadCredentials,
    close: account.close,
  };
}

export const values = (given: Readonly<Record<string, string>>): Values =>
  new Map(
    Object.entries(given).map(([key, value]): [string, Value] => [
      key,
      { key, value, source: 'flag', secret: false },
    ]),
  );
