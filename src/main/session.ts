import { fileURLToPath } from 'node:url';
import { during, type Clock } from '../core/clock.ts';
import type { CommandName } from '../core/ids.ts';
import type { Session } from '../core/session.ts';
import type { ParsedCommand } from './command-line/parse.ts';
import { backlog } from './backlog.ts';
import { connector, type RehearsalConnection } from './connect.ts';
import type { Host } from './host.ts';
import type { Screen } from './screen.ts';

/** Where a command line is carried out. */
export interface Surroundings {
  readonly host: Host;
  readonly screen: Screen;
  readonly clock: Clock;
  /** The account it runs on, where that is not AWS. */
  readonly rehearsed: RehearsalConnection | undefined;
}

const localPorts = async ({
  host,
  screen,
  clock,
}: Pick<Surroundings, 'host' | 'screen' | 'clock'>): Promise<Session['local']> => {
  const { realFiles } = await clock.during(import('../aws/files.ts'));
  return {
    files: during(
      clock,
      realFiles(() => host.interrupts.signal, host.piped),
    ),
    env: host.env,
    prompt: screen.prompt,
    clock,
    emit: screen.emit,
    hide: screen.hide,
    caughtUp: backlog(host, clock),
  };
};

/** What a command is given. */
export async function makeSession<C extends CommandName>(
  around: Surroundings,
  { options }: ParsedCommand<C>,
): Promise<Session<C>> {
  const { host, screen, rehearsed } = around;
  const local = await localPorts(around);
  const { sampleAnswers, sampleTemplate } = rehearsed ?? {};
  return {
    options: rehearsed !== undefined && !screen.prompt.interactive ? { ...options, yes: true } : options,
    local,
    interrupts: host.interrupts,
    packageFolder: fileURLToPath(host.packageFolder),
    version: host.version,
    runtime: host.runtime,
    connect: connector(host, options, local, rehearsed),
    sampleAnswers,
    sampleTemplate,
  };
}
