import { stackCommands, type Flag } from './flag.ts';

/** How an operation on a stack is planned, followed, finished or helped. */
export const operationFlags = {
  planOnly: {
    words: '--plan-only',
    commands: stackCommands,
    kind: 'switch',
    help: 'show the plan, change nothing, leave nothing behind',
  },
  detach: {
    words: '--detach',
    commands: [...stackCommands, 'watch'],
    kind: 'switch',
    help: 'start and leave (exit 7)',
  },
  maxWaitMs: {
    words: '--max-wait <duration>',
    commands: [...stackCommands, 'watch'],
    kind: 'duration',
    help: 'leave after this long while AWS works on (exit 7)',
  },
  dns: {
    words: '--dns <method>',
    commands: stackCommands,
    kind: 'choice',
    choices: ['route53', 'print', 'none'],
    help: 'what to do about DNS (default: route53 if a zone here covers the hosts and you agree, else print)',
  },
  apply: {
    words: '--apply',
    commands: ['dns', 'policy'],
    kind: 'switch',
    help: 'write what is shown: records into Route 53, a statement into a policy',
  },
  verify: {
    words: '--verify',
    commands: ['dns'],
    kind: 'switch',
    help: 'check that the hosts resolve and answer over https',
  },
  format: {
    words: '--format <format>',
    commands: ['dns'],
    kind: 'choice',
    choices: ['table', 'json', 'bind', 'csv', 'terraform', 'terraform-cloudflare', 'terraform-azure', 'text'],
    help: 'how the records are printed: for you, for a program, or for whoever runs the domain',
  },
  hostedZoneId: {
    words: '--hosted-zone-id <id>',
    commands: ['dns', ...stackCommands],
    kind: 'text',
    help: 'the Route 53 zone to write to',
  },
  recordType: {
    words: '--record-type <type>',
    commands: ['dns', ...stackCommands],
    kind: 'choice',
    choices: ['alias', 'cname'],
    help: 'alias A records, or CNAME',
  },
  ttl: {
    words: '--ttl <seconds>',
    commands: ['dns', ...stackCommands],
    kind: 'whole',
    help: 'time to live of CNAME records',
  },
  createZone: {
    words: '--create-zone',
    commands: ['dns'],
    kind: 'switch',
    help: 'make a public hosted zone where no zone here holds the hosts, and write the records into it',
  },
  dnsProfile: {
    words: '--dns-profile <profile>',
    commands: ['dns', ...stackCommands],
    kind: 'text',
    help: 'the AWS profile whose Route 53 has the zone, where it is in another account',
  },
  dnsRoleArn: {
    words: '--dns-role-arn <arn>',
    commands: ['dns', ...stackCommands],
    kind: 'text',
    help: 'a role to assume for Route 53, where the zone is in another account',
  },
  overwrite: {
    words: '--overwrite',
    commands: ['dns'],
    kind: 'switch',
    help: 'replace a different record that is in the way',
  },
  bundle: {
    words: '--bundle <file>',
    commands: ['diagnose'],
    kind: 'text',
    help: 'write a redacted support bundle (.tar.gz)',
  },
  includeLogs: {
    words: '--include-logs',
    commands: ['diagnose'],
    kind: 'switch',
    help: "put the last 30 minutes of the stack's logs into the bundle",
  },
  skip: {
    words: '--skip <id>',
    commands: ['recover'],
    kind: 'repeat',
    help: 'a resource to skip when the rollback is continued (repeat)',
  },
  retain: {
    words: '--retain <id>',
    commands: ['recover', 'uninstall'],
    kind: 'repeat',
    help: 'a resource to keep when a failed delete is tried again (repeat)',
  },
  force: {
    words: '--force',
    commands: ['recover', 'uninstall'],
    kind: 'switch',
    help: "CloudFormation's forced delete: the stack goes, what resists stays",
  },
} as const satisfies Readonly<Record<string, Flag>>;
