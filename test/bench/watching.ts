// What watching costs: how soon an end is noticed, how often AWS is asked, and what a crowd of events takes.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { execute } from '../../src/main/main.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { rehearsalAccount } from '../helpers/account.ts';
import { hostWith } from '../helpers/host.ts';
import { removeTemporaryFolders, temporaryFolder } from '../helpers/temporary-folder.ts';
import { addBucketOf } from '../rehearsal/bucket-of-templates.ts';

interface TimedLine {
  readonly type: string;
  readonly at: string;
  readonly eventAt?: string;
  readonly root?: boolean;
}

/** One command on the account's own clock, in this process. */
const linesOf = async (
  on: RehearsalAccount,
  argv: readonly string[],
  expected = 0,
): Promise<readonly TimedLine[]> => {
  const stdout = new PassThrough();
  let text = '';
  stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const code = await execute(hostWith({ stdout }), [...argv, '--output', 'json'], { ...on });
  if (code !== expected) throw new Error(`${argv[0]} ended with ${code}:\n${text.slice(-2_000)}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TimedLine);
};

const time = (text: string | undefined): number => Date.parse(text ?? '');

/** The most calls within any minute of the operation. */
const busiestMinute = (times: readonly number[]): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));

export interface Watched {
  /** Seconds from the stack's last event to ours. */
  readonly noticed: number;
  readonly callsPerMinute: number;
}

const endOf = (lines: readonly TimedLine[]): number =>
  time(lines.findLast(({ type, root }) => type === 'stack' && root === true)?.eventAt);

const noticedIn = (lines: readonly TimedLine[]): number =>
  (time(lines.find(({ type }) => type === 'settled')?.at) - endOf(lines)) / 1_000;

const watched = async (on: RehearsalAccount, argv: readonly string[]): Promise<Watched> => {
  const lines = await linesOf(on, argv);
  const end = endOf(lines);
  const begun = on.calls().find(({ operation }) => operation === 'ExecuteChangeSet')?.at ?? NaN;
  const times = on.calls().flatMap(({ at }) => (at > begun && at <= end ? [at] : []));
  await on.close();
  return { noticed: noticedIn(lines), callsPerMinute: busiestMinute(times) };
};

/** The reference template, created and watched. */
export const plain = async (): Promise<Watched> => {
  const on = await rehearsalAccount();
  const answers = ['--answers', 'templates/rehearsal/answers/ready.yaml'];
  return watched(on, ['install', '--template-file', 'templates/quilt.yaml', ...answers, '--dns', 'none']);
};

const folder = temporaryFolder();
process.on('exit', removeTemporaryFolders);
const written = (name: string, lines: readonly string[]): string => {
  const file = path.join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};

/** Phases of an end between two looks. */
const phases = 24;

/** An operation whose end is met at every phase of the looks: the seconds after which it was noticed at the latest. */
export const sweep = async (): Promise<number> => {
  // Half an hour in silence: nothing but the looks themselves tells of the end.
  const file = written('silence.yaml', ['Resources:', '  Domain: { Type: AWS::Elasticsearch::Domain }']);
  const noticed: number[] = [];
  for (let phase = 0; phase < phases; phase++) {
    const on = await rehearsalAccount();
    await linesOf(on, ['install', '--template-file', file, '--stack-name', 'quilt', '--detach'], 7);
    // Longer than any pause between two looks, in equal steps.
    await on.clock.sleep((phase * 6_000) / phases);
    noticed.push(noticedIn(await linesOf(on, ['watch'])));
    await on.close();
  }
  return Math.max(...noticed);
};

/** How often a change set is looked at in vain while CloudFormation computes it, whatever the latency. */
export const idlePolls = async (argv: readonly string[]): Promise<number> => {
  const on = await rehearsalAccount({ scenario: 'installed' });
  await linesOf(on, argv);
  const looks = on.calls().filter(({ operation }) => operation === 'DescribeChangeSet').length;
  await on.close();
  // One finds it done, one is made before it is deleted.
  return looks - 2;
};

const chain = (length: number): readonly string[] => [
  'Resources:',
  ...Array.from(
    { length },
    (_, at) => `  Q${at}: { Type: AWS::SQS::Queue${at === 0 ? '' : `, DependsOn: Q${at - 1}`} }`,
  ),
];

/** Eight nested stacks at work side by side. */
export const nested = async (): Promise<Watched> => {
  const on = await rehearsalAccount();
  addBucketOf(
    on.state,
    { 'child.yaml': chain(8).join('\n') },
    { name: 'bench-templates', region: on.region },
  );
  const children = Array.from(
    { length: 8 },
    (_, at) =>
      `  N${at}: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${on.endpoint}/bench-templates/child.yaml } }`,
  );
  return watched(on, [
    ...['install', '--template-file', written('parent.yaml', ['Resources:', ...children])],
    ...['--dns', 'none'],
  ]);
};

export interface Crowd {
  readonly events: number;
  /** Peak resident memory of the tool, MB. */
  readonly memory: number;
  /** Processor time of the tool, seconds. */
  readonly processor: number;
}

const crowdSize = 500;

/** An update that replaces 500 queues, whose old ones then cannot be deleted: ten events each. */
const crowded = (): string =>
  written('crowd.yaml', [
    'Parameters: { Turn: { Type: String } }',
    'Resources:',
    ...Array.from(
      { length: crowdSize },
      (_, at) => `  Q${at}: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub 'q${at}-\${Turn}' } }`,
    ),
  ]);

/** A field of `/proc/PID/…`; undefined once the process is gone. */
const proc = (pid: number, file: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
};

/** The built tool in a process of its own, measured from outside until it ends. */
const measured = (argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Crowd> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.resolve('dist/cli.js'), ...argv, '--output', 'json'], {
      env: { PATH: process.env.PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let [memory, ticks, text] = [0, 0, ''];
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const timer = setInterval(() => {
      const peak = /VmHWM:\s+(\d+) kB/.exec(proc(child.pid ?? 0, 'status') ?? '')?.[1];
      memory = Math.max(memory, Number(peak ?? 0) / 1_000);
      const stat = proc(child.pid ?? 0, 'stat')
        ?.split(') ')[1]
        ?.split(' ');
      // utime and stime, in hundredths of a second.
      if (stat !== undefined) ticks = Number(stat[11]) + Number(stat[12]);
    }, 50);
    child.on('close', (code) => {
      clearInterval(timer);
      if (code !== 0) reject(new Error(`${argv[0]} ended with ${code}:\n${text.slice(-2_000)}`));
      const events = text.split('\n').filter((line) => line.includes('"type":"stack"')).length;
      resolve({ events, memory, processor: ticks / 100 });
    });
  });

/** What a client of any make needs to reach this account. */
const accessTo = ({ endpoint, region, credentials }: RehearsalAccount): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  // What is made with boto3 reads only this one.
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});

/** An account with the stack up, for processes of their own. */
export const served = async (): Promise<Readonly<Record<string, string>>> =>
  accessTo(await rehearsalAccount({ scenario: 'installed', serve: true }));

/** 500 resources and 5,000 events in one operation, followed by the built tool while they come. */
export const crowd = async (): Promise<Crowd> => {
  const fail = Array.from({ length: crowdSize }, (_, at) => `Q${at}@delete`);
  const on = await rehearsalAccount({ fail, speed: 60, serve: true });
  const env = accessTo(on);
  const file = crowded();
  const common = ['--template-file', file, '--dns', 'none', '--yes', '--confirm', 'quilt'];
  await measured(['install', ...common, '--param', 'Turn=a'], env);
  const result = await measured(['upgrade', ...common, '--param', 'Turn=b'], env);
  await on.close();
  return result;
};
