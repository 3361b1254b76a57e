#!/usr/bin/env node
// Process in, exit code out. Everything else is loaded only when the command needs it.
import type { Interrupts } from './core/interrupts.ts';

declare const PACKAGE_VERSION: string | undefined;

const version = typeof PACKAGE_VERSION === 'string' ? PACKAGE_VERSION : '0.0.0-source';

/** Loaded where there is a terminal: for any other stream Node has not loaded it, nor the network beneath it. */
const isTerminal = (fd: number): boolean => process.getBuiltinModule('tty').isatty(fd);

/** At its end Node sets the terminal back, and aborts where that has hung up (EIO): no exit code then. What is closed it leaves alone. */
const exit = (code: number): never => {
  const { stdin, stdout, stderr } = process;
  if ([stdin, stdout, stderr].some(({ isTTY }, fd) => isTTY && !isTerminal(fd)))
    for (const fd of [0, 1, 2]) process.getBuiltinModule('fs').closeSync(fd);
  process.exit(code);
};

const leave = (code: number): void => {
  // The SDK's idle sockets must not keep a finished command waiting, nor may a pipe lose the last lines.
  process.stdout.write('', () => process.stderr.write('', () => exit(code)));
};

/** A reader that lags gets the last line still; one that reads no more does not keep us. */
const leaveAtOnce = (): void => {
  const leaveNow = (): never => exit(130);
  if (process.stdout.writableLength === 0) leaveNow();
  process.stdout.end(leaveNow);
  setTimeout(leaveNow, 1_000);
};

let interrupts: Interrupts | undefined;

/** Nobody reads on (`| head`): a reading ends here; a plan is taken back, and an operation left to itself, first. */
const endQuietly = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') return;
  if (interrupts?.atStake !== true) process.exit(process.exitCode ?? 0);
  if (!interrupts.signal.aborted) interrupts.interrupt('SIGPIPE');
};

// What is drawn again is drawn on stderr.
const onResize = (listener: () => void): (() => void) => {
  process.stderr.on('resize', listener);
  return () => void process.stderr.off('resize', listener);
};

async function run(): Promise<number> {
  const { Interrupts, main, sizeOf } = await import('./main/main.ts');
  const made = new Interrupts();
  interrupts = made;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (made.interrupt(name)) return;
      if (process.stderr.isTTY) process.stderr.write('\u001B[?25h');
      leaveAtOnce();
    });
  return main({
    argv: process.argv.slice(2),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    sizes: () => ({ stdout: sizeOf(process.stdout), stderr: sizeOf(process.stderr) }),
    onResize,
    interrupts: made,
    version,
    runtime: `node ${process.version} ${process.platform} ${process.arch}`,
    packageFolder: new URL('..', import.meta.url),
    piped: new Map(),
  });
}

for (const stream of [process.stdout, process.stderr]) {
  // Each command that leads to another has a screen that listens to the end; Node takes ten for a leak and prints so.
  stream.setMaxListeners(0);
  stream.on('error', endQuietly);
}
const [only, ...others] = process.argv.slice(2);
if ((only === '--version' || only === '-V') && others.length === 0) process.stdout.write(`${version}\n`);
else leave(await run());
