import type { Clock } from '../core/clock.ts';
import type { CommandResult } from '../core/command.ts';
import type { CommandName } from '../core/ids.ts';
import type { Session } from '../core/session.ts';

type Command<C extends CommandName> = (
  session: Session<C>,
  operands: readonly string[],
) => Promise<CommandResult>;

/** All but those that are lent by `main` what only it knows: `rehearse` runs another command, `completion` names them all. */
type PlainCommandName = Exclude<CommandName, 'rehearse' | 'completion'>;

/** Each command is loaded only when it is the one asked for. */
const loaders: { readonly [C in PlainCommandName]: (clock: Clock) => Promise<Command<C>> } = {
  install: async (clock) => (await clock.during(import('./install/install.ts'))).install,
  upgrade: async (clock) => (await clock.during(import('./upgrade/upgrade.ts'))).upgrade,
  preflight: async (clock) => (await clock.during(import('./preflight/preflight.ts'))).preflight,
  dns: async (clock) => (await clock.during(import('./dns/dns.ts'))).dns,
  watch: async (clock) => (await clock.during(import('./watch/watch.ts'))).watch,
  status: async (clock) => (await clock.during(import('./status/status.ts'))).status,
  outputs: async (clock) => (await clock.during(import('./outputs/outputs.ts'))).outputs,
  backup: async (clock) => (await clock.during(import('./backup/backup.ts'))).backup,
  diagnose: async (clock) => (await clock.during(import('./diagnose/diagnose.ts'))).diagnose,
  recover: async (clock) => (await clock.during(import('./recover/recover.ts'))).recover,
  uninstall: async (clock) => (await clock.during(import('./uninstall/uninstall.ts'))).uninstall,
  policy: async (clock) => (await clock.during(import('./policy/policy.ts'))).policy,
  sso: async (clock) => (await clock.during(import('./sso/sso.ts'))).sso,
  report: async (clock) => (await clock.during(import('./report/report.ts'))).report,
  help: async (clock) => (await clock.during(import('./help/help.ts'))).help,
};

/** Loads the command and runs it. */
export async function runCommand<C extends PlainCommandName>(
  name: C,
  session: Session<C>,
  operands: readonly string[],
): Promise<CommandResult> {
  const command = await loaders[name](session.local.clock);
  return command(session, operands);
}
