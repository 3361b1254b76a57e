import { apiFaultForms } from '../rehearsal.ts';
import type { Flag } from './flag.ts';

/** The rehearsal account. */
export const rehearsalFlags = {
  scenario: {
    words: '--scenario <name>',
    commands: ['rehearse'],
    kind: 'text',
    help: 'which rehearsal account: ready, empty, crowded, installed, …',
  },
  fail: {
    words: '--fail <what>',
    commands: ['rehearse'],
    kind: 'repeat',
    help: `LogicalId[@phase][=reason] (@create, @update, @delete, @rollback), ${apiFaultForms} (repeat)`,
  },
  assumeExport: {
    words: '--assume-export <Name=value>',
    commands: ['rehearse'],
    kind: 'repeat',
    help: 'an export of a stack that is not rehearsed (repeat)',
  },
  assumeType: {
    words: '--assume-type <type>',
    commands: ['rehearse'],
    kind: 'repeat',
    help: 'a resource type the account has activated, or that is newer than this tool (repeat)',
  },
  nestedDir: {
    words: '--nested-dir <folder>',
    commands: ['rehearse'],
    kind: 'text',
    help: 'where nested templates and includes are read from, by the end of their address',
  },
  reply: {
    words: '--reply <Id.Attribute=value>',
    commands: ['rehearse'],
    kind: 'repeat',
    help: 'what a custom resource answers (repeat)',
  },
  speed: {
    words: '--speed <n>',
    commands: ['rehearse'],
    kind: 'speed',
    help: 'how many times faster than AWS, or max',
  },
  latencyMs: {
    words: '--latency <ms>',
    commands: ['rehearse'],
    kind: 'whole',
    help: 'milliseconds added to every call',
  },
  port: {
    words: '--port <n>',
    commands: ['rehearse'],
    kind: 'whole',
    help: 'port to serve on (default: any free one)',
  },
  state: {
    words: '--state <file>',
    commands: ['rehearse'],
    kind: 'text',
    help: 'keep the account in this file, its secrets too, and bring it back from there',
  },
  serve: {
    words: '--serve',
    commands: ['rehearse'],
    kind: 'switch',
    help: 'keep the account up for other AWS clients, print how to reach it',
  },
} as const satisfies Readonly<Record<string, Flag>>;
