// Other tools beside this one in the same run, each where it is installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cli, processorTimes } from './start-up.mjs';

const own = [process.execPath, cli];

/** Where the clients that are not ours are installed for their tests, before what PATH names. */
const found = (name) => {
  const folders = ['boto3/bin', 'cdk/node_modules/.bin', 'sam/bin', 'rain'];
  const ours = folders.map((folder) => path.resolve('.venv', folder, name));
  const file = ours.find((place) => existsSync(place)) ?? name;
  return spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0 ? file : undefined;
};

const stack = ['--stack-name', 'quilt'];

/** How each is asked for a stack's outputs; cdk knows only those of an app at hand. */
const peers = {
  aws: ['cloudformation', 'describe-stacks', ...stack],
  cdk: undefined,
  sam: ['list', 'stack-outputs', ...stack, '--output', 'json'],
  rain: ['ls', 'quilt'],
};

/** Nothing is sent to the makers of the tools, and nothing is measured of that. */
const quiet = { SAM_CLI_TELEMETRY: '0', CDK_DISABLE_CLI_TELEMETRY: 'true' };

/**
 * @param account reaches an account with the stack up
 * @returns rows of name and value: processor time, times that of a bare node
 */
export const peerRows = async (account) => {
  const env = { ...account, ...quiet };
  const installed = Object.entries(peers).map(([name, outputs]) => ({ name, outputs, file: found(name) }));
  const present = installed.filter(({ file }) => file !== undefined);
  const runs = [
    { name: 'bare', words: [process.execPath, '-e', '0'] },
    { name: 'quilt-install --version', words: [...own, '--version'] },
    ...present.map(({ name, file }) => ({ name: `${name} --version`, words: [file, '--version'] })),
    { name: "quilt-install, a stack's outputs", words: [...own, 'outputs', ...stack] },
    ...present
      .filter(({ outputs }) => outputs !== undefined)
      .map(({ name, file, outputs }) => ({ name: `${name}, a stack's outputs`, words: [file, ...outputs] })),
  ];
  // Python tools keep what they compiled: the first run is theirs to do that in.
  await processorTimes(
    runs.map(({ words }) => words),
    { rounds: 1, env },
  );
  const times = await processorTimes(
    runs.map(({ words }) => words),
    { rounds: 7, env },
  );
  const rows = runs.map(({ name }, at) => ({ name, value: times[at] / times[0] })).slice(1);
  const missing = installed.filter(({ file }) => file === undefined).map(({ name }) => ({ name }));
  return [...rows, ...missing];
};
