import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeAws } from '../../src/aws/index.ts';
import { stackStatuses, type StackStatus } from '../../src/core/stack-status.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { runOn } from './in-process.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { rehearsalAccount } from '../helpers/account.ts';

const changed = path.join(temporaryFolder(), 'changed.yaml');
writeFileSync(
  changed,
  readFileSync('templates/quilt.yaml', 'utf8').replaceAll('VisibilityTimeout: 900', 'VisibilityTimeout: 901'),
);

/** As a script gives them: everything agreed to, the stack's name confirmed where that is asked for. */
const commands = {
  install: ['install', '--yes'],
  upgrade: ['upgrade', '--yes', '--template-file', changed],
  watch: ['watch'],
  recover: ['recover', '--yes', '--confirm', 'quilt'],
  uninstall: ['uninstall', '--yes', '--confirm', 'quilt'],
  dns: ['dns'],
} as const;
type Command = keyof typeof commands;
const names = Object.keys(commands) as Command[];

/** Exit code, outcome or error code, and what the stack is then in; without the last it is as it was. */
type Row = Readonly<Record<Command, string>>;

const busy = {
  install: '7 still-running',
  upgrade: '7 still-running',
  recover: '7 still-running',
  uninstall: '7 still-running',
  dns: '0 succeeded',
} as const;
const noOutputs = '7 dns-no-records';
const stuck = {
  install: '6 needs-person',
  upgrade: '6 needs-person',
  watch: '6 needs-person',
  recover: '0 succeeded → gone',
  uninstall: '0 succeeded → gone',
  dns: '0 succeeded',
} as const;
const up = {
  install: '0 unchanged',
  upgrade: '0 succeeded → UPDATE_COMPLETE',
  watch: '0 succeeded',
  recover: '0 unchanged',
  uninstall: '0 succeeded → gone',
  dns: '0 succeeded',
} as const;

const table: Readonly<Record<StackStatus, Row>> = {
  CREATE_IN_PROGRESS: { ...busy, watch: '0 succeeded → CREATE_COMPLETE', dns: noOutputs },
  CREATE_FAILED: { ...stuck, recover: '0 succeeded → ROLLBACK_COMPLETE', dns: '6 dns-no-records' },
  CREATE_COMPLETE: up,
  ROLLBACK_IN_PROGRESS: { ...busy, watch: '5 rolled-back → ROLLBACK_COMPLETE', dns: noOutputs },
  ROLLBACK_FAILED: { ...stuck, dns: '6 dns-no-records' },
  ROLLBACK_COMPLETE: { ...stuck, watch: '5 rolled-back', dns: '6 dns-no-records' },
  DELETE_IN_PROGRESS: { ...busy, watch: '0 succeeded → gone' },
  DELETE_FAILED: stuck,
  DELETE_COMPLETE: {
    install: '0 succeeded → CREATE_COMPLETE',
    upgrade: '2 stack-missing',
    watch: '2 stack-missing',
    recover: '2 stack-missing',
    uninstall: '0 unchanged',
    dns: '2 stack-missing',
  },
  UPDATE_IN_PROGRESS: { ...busy, watch: '0 succeeded → UPDATE_COMPLETE' },
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: { ...busy, watch: '0 succeeded → UPDATE_COMPLETE' },
  UPDATE_COMPLETE: { ...up, upgrade: '0 succeeded' },
  UPDATE_FAILED: { ...stuck, recover: '0 succeeded → UPDATE_ROLLBACK_COMPLETE' },
  UPDATE_ROLLBACK_IN_PROGRESS: { ...busy, watch: '5 rolled-back → UPDATE_ROLLBACK_COMPLETE' },
  UPDATE_ROLLBACK_FAILED: { ...stuck, recover: '0 succeeded → UPDATE_ROLLBACK_COMPLETE' },
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: {
    ...busy,
    watch: '5 rolled-back → UPDATE_ROLLBACK_COMPLETE',
  },
  UPDATE_ROLLBACK_COMPLETE: { ...up, watch: '5 rolled-back' },
  REVIEW_IN_PROGRESS: {
    install: '0 succeeded → CREATE_COMPLETE',
    upgrade: '2 stack-missing',
    watch: '6 operation-not-started',
    recover: '0 succeeded → gone',
    uninstall: '0 succeeded → gone',
    dns: '2 dns-no-records',
  },
  IMPORT_IN_PROGRESS: { ...busy, watch: '0 succeeded → IMPORT_COMPLETE' },
  IMPORT_COMPLETE: up,
  IMPORT_ROLLBACK_IN_PROGRESS: { ...busy, watch: '5 rolled-back → IMPORT_ROLLBACK_COMPLETE' },
  IMPORT_ROLLBACK_FAILED: stuck,
  IMPORT_ROLLBACK_COMPLETE: { ...up, watch: '5 rolled-back' },
};

const statusNow = async ({ endpoint, credentials, region, clock }: RehearsalAccount): Promise<string> => {
  const { stacks } = makeAws({
    region,
    env: {},
    clock,
    signal: new AbortController().signal,
    endpoint: { url: endpoint, credentials },
  });
  return (await stacks.describe('quilt'))?.status ?? 'gone';
};

const cell = async (status: StackStatus, command: Command): Promise<string> => {
  const account = await rehearsalAccount({
    scenario: 'installed',
  });
  try {
    account.cloudformation.bringTo('quilt', status);
    const before = await statusNow(account);
    const { code, events } = await runOn(account, commands[command]);
    const last = events.at(-1);
    const after = await statusNow(account);
    expect(last).toMatchObject({ type: 'result', exitCode: code });
    // Whoever is sent away is told where to go on.
    const error = events.find(({ type }) => type === 'error');
    if (code === 6) expect(last?.['resume'] ?? error?.['hint']).toContain('quilt-install recover');
    if (code === 7) expect(last?.['resume']).toContain('quilt-install watch --region');
    return `${code} ${String(error?.['code'] ?? last?.['outcome'])}${after === before ? '' : ` → ${after}`}`;
  } finally {
    await account.close();
  }
};

const row = async (status: StackStatus): Promise<Row> =>
  Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await cell(status, name)] as const)),
  ) as Row;

describe('every status, every command', () => {
  it.concurrent.each(stackStatuses)('%s', async (status) => {
    expect(await row(status)).toEqual(table[status]);
  });
});
