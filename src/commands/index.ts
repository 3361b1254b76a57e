import type { Clock } from '../core/clock.ts';
import type { CommandResult } from '../core/command.ts';
import type { Session } from '../core/session.ts';

export type Command = (session: Session, operands: readonly string[]) => Promise<CommandResult>;

/** Each command is loaded only when it is the one asked for. */
const loaders: Readonly<Record<string, (clock: Clock) => Promise<Command>>> = {
  install: async (clock) => (await clock.during(import('./install/install.ts'))).install,
  upgrade: async (clock) => (await clock.during(import('./upgrade/upgrade.ts'))).upgrade,
  preflight: async (clock) => (await clock.during(import('./preflight/preflight.ts'))).preflight,
  dns: async (clock) => (await clock.during(import('./dns/dns.ts'))).dns,
  watch: async (clock) => (await clock.during(import('./watch/watch.ts'))).watch,
  status: async (clock) => (await clock.during(import('./status/status.ts'))).status,
  outputs: async (clock) => (await clock.during(import('./outputs/outputs.ts'))).outputs,
  diagnose: async (clock) => (await clock.during(import('./diagnose/diagnose.ts'))).diagnose,
  recover: async (clock) => (await clock.during(import('./recover/recover.ts'))).recover,
  uninstall: async (clock) => (await clock.during(import('./uninstall/uninstall.ts'))).uninstall,
  help: async (clock) => (await clock.during(import('./help/help.ts'))).help,
};

/**
 * @param name one of `command-line/flags.ts`; the parser lets no other through.
 */
export const commandNamed =
  (name: string): Command =>
  async (session, operands) => {
    const load = loaders[name];
    if (load === undefined) throw new Error(`no command is built under the name ${name}`);
    return (await load(session.local.clock))(session, operands);
  };
