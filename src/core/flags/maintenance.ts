import type { Flag } from './flag.ts';

/** What a stack that is up needs now and then: policies, sign-in, a report. */
export const maintenanceFlags = {
  role: {
    words: '--role <name>',
    commands: ['policy'],
    kind: 'text',
    help: 'trust: the role, by name or ARN, that the product may assume',
  },
  key: {
    words: '--key <id>',
    commands: ['policy'],
    kind: 'text',
    help: 'kms: the key of an encrypted bucket, by id, ARN or alias',
  },
  vpc: {
    words: '--vpc <id>',
    commands: ['policy'],
    kind: 'repeat',
    help: 'perimeter: a VPC that requests may come from (repeat)',
  },
  cidr: {
    words: '--cidr <block>',
    commands: ['policy'],
    kind: 'repeat',
    help: 'perimeter: public addresses that requests may come from, such as 192.0.2.0/24 (repeat)',
  },
  prefix: {
    words: '--prefix <text>',
    commands: ['policy'],
    kind: 'text',
    help: 'perimeter: how the names of the guarded buckets begin (default: the id of the product)',
  },
  exemptTag: {
    words: '--exempt-tag <key>',
    commands: ['policy'],
    kind: 'text',
    help: 'perimeter: the tag that lets a principal through (default: NetworkRestrictedExempt)',
  },
  html: {
    words: '--html <file>',
    commands: ['report'],
    kind: 'text',
    help: 'the page to write',
  },
  from: {
    words: '--from <file>',
    commands: ['report'],
    kind: 'text',
    help: 'what an earlier run wrote with --output json, in place of what AWS tells now',
  },
} as const satisfies Readonly<Record<string, Flag>>;
