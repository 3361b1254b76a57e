// What it takes until something runs: processor time of a whole process, and the time to the first byte at a terminal.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

export const cli = path.resolve('dist/cli.js');

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * Processor milliseconds of one process, its children included, by the shell: Node knows only its own. Not waited for in
 * one go: the account that it asks may live in this process.
 */
const processorOf = ([program, ...args], env) =>
  new Promise((resolve, reject) => {
    const script = 'TIMEFORMAT="%3U %3S"; time "$@" >/dev/null 2>&1';
    const child = spawn('bash', ['-c', script, 'bash', program, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...env },
    });
    let text = '';
    child.stderr.on('data', (chunk) => (text += chunk));
    child.on('error', reject).on('close', (code) => {
      // A usage error ends with 2; whatever else fails was not measured to its end.
      if (code !== 0 && code !== 2) reject(new Error(`${program} ${args.join(' ')} ended with ${code}`));
      const [user, system] = text.trim().split(' ').map(Number);
      resolve((user + system) * 1_000);
    });
  });

/**
 * Processor milliseconds of each command line, median of several; they take turns, so that load hits them alike.
 * @param env beside this process's own
 */
export const processorTimes = async (commandLines, { rounds = 15, env = {} } = {}) => {
  const times = commandLines.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, words] of commandLines.entries()) times[at].push(await processorOf(words, env));
  return times.map(median);
};

/** Nothing answers there: what is shown first waits for no answer. */
const nowhere = {
  PATH: process.env.PATH,
  TERM: 'xterm',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** Milliseconds until something stands at a pseudo-terminal. */
const firstByte = (word) =>
  new Promise((resolve, reject) => {
    const start = performance.now();
    const shown = `'${process.execPath}' '${cli}' ${word}`;
    const child = spawn('script', ['-qec', shown, '/dev/null'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: nowhere,
    });
    child.stdout.once('data', () => {
      resolve(performance.now() - start);
      child.kill();
    });
    child.on('error', reject).on('close', () => reject(new Error(`${word} showed nothing`)));
  });

/** The first byte of `preflight`, times that of `--version`. */
export const firstByteRatio = async (rounds = 15) => {
  const [version, preflight] = [[], []];
  for (let round = 0; round < rounds; round++) {
    version.push(await firstByte('--version'));
    preflight.push(await firstByte('preflight'));
  }
  return median(preflight) / median(version);
};

/** Notes at its end what the process has used. */
const noting = `data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,JSON.stringify(process.resourceUsage())))`;

/** @returns processor seconds and peak memory in MB of one run of the tool */
export const usageOf = (words) => {
  const { status, output } = spawnSync(process.execPath, ['--import', noting, cli, ...words], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(output[3].toString());
  return { processor: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1e3 };
};
