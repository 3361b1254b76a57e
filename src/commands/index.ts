import type { CommandResult } from '../core/command.ts';
import type { Session } from '../core/session.ts';

export type Command = (session: Session, operands: readonly string[]) => Promise<CommandResult>;

/** Each command is loaded only when it is the one asked for. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  install: async () => (await import('./install.ts')).install,
  upgrade: async () => (await import('./upgrade.ts')).upgrade,
  preflight: async () => (await import('./preflight.ts')).preflight,
  dns: async () => (await import('./dns.ts')).dns,
  watch: async () => (await import('./watch.ts')).watch,
  status: async () => (await import('./status.ts')).status,
  outputs: async () => (await import('./outputs.ts')).outputs,
  diagnose: async () => (await import('./diagnose.ts')).diagnose,
  recover: async () => (await import('./recover.ts')).recover,
  uninstall: async () => (await import('./uninstall.ts')).uninstall,
  help: async () => (await import('./help.ts')).help,
};

/**
 * @param name one of `command-line/flags.ts`; the parser lets no other through.
 */
export const commandNamed =
  (name: string): Command =>
  async (session, operands) => {
    const load = loaders[name];
    if (load === undefined) throw new Error(`no command is built under the name ${name}`);
    return (await load())(session, operands);
  };
