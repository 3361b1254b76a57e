/** Every flag once: its words, the commands that take it, its help line. */
export interface Flag {
  /** As commander writes it: `--name <value>`. */
  readonly words: string;
  readonly commands: readonly string[] | 'all';
  readonly help: string;
  readonly kind?: 'repeat' | 'list' | 'duration' | 'whole' | 'speed';
  readonly choices?: readonly string[];
}

const stackFlags = ['install', 'upgrade'];
const parameterFlags = ['install', 'upgrade', 'preflight'];

export const flags: readonly Flag[] = [
  {
    words: '--template-url <url>',
    commands: parameterFlags,
    help: "the vendor's template, an S3 https:// address",
  },
  { words: '--template-file <path>', commands: parameterFlags, help: "the vendor's template, a file" },
  {
    words: '--reuse-template',
    commands: ['upgrade'],
    help: 'keep the template the stack has, change only values',
  },
  {
    words: '--template-bucket <name>',
    commands: parameterFlags,
    help: 'where a template file over 51,200 bytes is uploaded (default: a private bucket of this account)',
  },
  {
    words: '--param <Key=Value>',
    commands: parameterFlags,
    kind: 'repeat',
    help: 'one parameter value, or a reference such as @secretsmanager:ID (repeat)',
  },
  { words: '--answers <file>', commands: parameterFlags, help: 'values from a YAML answers file' },
  {
    words: '--save-answers <file>',
    commands: parameterFlags,
    help: 'write the values of this run as an answers file; secrets only as references',
  },
  { words: '--role-arn <arn>', commands: parameterFlags, help: 'service role CloudFormation works with' },
  { words: '--tag <Key=Value>', commands: stackFlags, kind: 'repeat', help: 'a stack tag (repeat)' },
  {
    words: '--notification-arn <arn>',
    commands: stackFlags,
    kind: 'repeat',
    help: 'an SNS topic told of stack events (repeat)',
  },
  { words: '--no-termination-protection', commands: stackFlags, help: 'leave termination protection off' },
  {
    words: '--bucket <name>',
    commands: ['install', 'preflight'],
    kind: 'repeat',
    help: 'a team-data bucket to check (repeat)',
  },
  {
    words: '--only <ids>',
    commands: ['preflight'],
    kind: 'list',
    help: 'run only these checks (comma-separated ids)',
  },
  {
    words: '--ignore <ids>',
    commands: parameterFlags,
    kind: 'list',
    help: 'run these checks, report them, but let them not fail (comma-separated ids)',
  },
  { words: '--strict', commands: ['preflight'], help: 'warnings and unknowns fail too (exit 4)' },
  {
    words: '--wait <duration>',
    commands: ['preflight', 'dns'],
    kind: 'duration',
    help: 'look again until it holds, at most this long (90s, 15m, 2h)',
  },
  {
    words: '--fix',
    commands: ['preflight'],
    help: 'offer to fix what can be fixed; a script names it: --fix --yes --only ID',
  },
  { words: '--junit <file>', commands: ['preflight'], help: 'write a JUnit report' },
  { words: '--markdown <file>', commands: ['preflight'], help: 'write a Markdown report' },
  { words: '--code-quality <file>', commands: ['preflight'], help: 'write a GitLab code-quality report' },
  {
    words: '--print-policy',
    commands: ['preflight'],
    help: 'print the least-privilege IAM policy for this tool and template',
  },
  { words: '--plan-only', commands: stackFlags, help: 'show the plan, change nothing, leave nothing behind' },
  { words: '--detach', commands: [...stackFlags, 'watch'], help: 'start and leave (exit 7)' },
  {
    words: '--max-wait <duration>',
    commands: [...stackFlags, 'watch'],
    kind: 'duration',
    help: 'leave after this long while AWS works on (exit 7)',
  },
  {
    words: '--dns <method>',
    commands: stackFlags,
    choices: ['route53', 'print', 'none'],
    help: 'what to do about DNS (default: route53 if a zone here covers the hosts and you agree, else print)',
  },
  { words: '--apply', commands: ['dns'], help: 'write the records into Route 53' },
  { words: '--verify', commands: ['dns'], help: 'check that the hosts resolve and answer over https' },
  {
    words: '--format <format>',
    commands: ['dns'],
    choices: ['table', 'json', 'bind', 'csv', 'terraform'],
    help: 'how the records are printed',
  },
  { words: '--hosted-zone-id <id>', commands: ['dns', ...stackFlags], help: 'the Route 53 zone to write to' },
  {
    words: '--record-type <type>',
    commands: ['dns', ...stackFlags],
    choices: ['alias', 'cname'],
    help: 'alias A records, or CNAME',
  },
  {
    words: '--ttl <seconds>',
    commands: ['dns', ...stackFlags],
    kind: 'whole',
    help: 'time to live of CNAME records',
  },
  { words: '--overwrite', commands: ['dns'], help: 'replace a different record that is in the way' },
  { words: '--bundle <file>', commands: ['diagnose'], help: 'write a redacted support bundle (.tar.gz)' },
  {
    words: '--include-logs',
    commands: ['diagnose'],
    help: "put the last 30 minutes of the stack's logs into the bundle",
  },
  {
    words: '--skip <id>',
    commands: ['recover'],
    kind: 'repeat',
    help: 'a resource to skip when the rollback is continued (repeat)',
  },
  {
    words: '--retain <id>',
    commands: ['recover', 'uninstall'],
    kind: 'repeat',
    help: 'a resource to keep when a failed delete is tried again (repeat)',
  },
  {
    words: '--force',
    commands: ['recover', 'uninstall'],
    help: "CloudFormation's forced delete: the stack goes, what resists stays",
  },
  {
    words: '--scenario <name>',
    commands: ['rehearse'],
    help: 'which rehearsal account: ready, empty, crowded, installed, …',
  },
  {
    words: '--fail <what>',
    commands: ['rehearse'],
    kind: 'repeat',
    help: 'LogicalId[=reason], Throttling=0.3, ExpiredToken@60s, Disconnect@30s, Stall@30s, Cut=0.1 (repeat)',
  },
  {
    words: '--speed <n>',
    commands: ['rehearse'],
    kind: 'speed',
    help: 'how many times faster than AWS, or max',
  },
  {
    words: '--latency <ms>',
    commands: ['rehearse'],
    kind: 'whole',
    help: 'milliseconds added to every call',
  },
  {
    words: '--port <n>',
    commands: ['rehearse'],
    kind: 'whole',
    help: 'port to serve on (default: any free one)',
  },
  {
    words: '--serve',
    commands: ['rehearse'],
    help: 'keep the account up for other AWS clients, print how to reach it',
  },

  { words: '--region <region>', commands: 'all', help: 'AWS region' },
  { words: '--profile <name>', commands: 'all', help: 'AWS profile' },
  { words: '--stack-name <name>', commands: 'all', help: 'CloudFormation stack (default: quilt)' },
  { words: '--product <id>', commands: 'all', help: 'product (default: quilt)' },
  {
    words: '--output <format>',
    commands: 'all',
    choices: ['text', 'json'],
    help: 'text, or json: newline-delimited events on stdout',
  },
  { words: '--yes', commands: 'all', help: 'agree to what the plan shows' },
  {
    words: '--confirm <stack>',
    commands: 'all',
    help: 'stands for typing the stack name where data is at stake',
  },
  {
    words: '--non-interactive',
    commands: 'all',
    help: 'ask nothing (implied without a terminal, or with CI set)',
  },
  { words: '--no-color', commands: 'all', help: 'no colours' },
  { words: '--verbose', commands: 'all', help: 'tell every AWS call on stderr' },
  {
    words: '--expect-account <id>',
    commands: 'all',
    help: 'stop if the credentials belong to another account',
  },
];

/** Commands in the order of `--help`, each with its line there. */
export const commands: readonly {
  readonly name: string;
  readonly operands?: string;
  readonly help: string;
}[] = [
  { name: 'install', help: 'preflight, parameters, plan, create, watch, DNS (the default)' },
  { name: 'upgrade', help: 'the same for an existing stack' },
  { name: 'preflight', help: 'only the checks; for CI' },
  { name: 'dns', help: 'the DNS records of a stack: show, --apply, --verify' },
  { name: 'watch', help: 'attach to the operation the stack is in, from any machine' },
  { name: 'status', help: 'one screen: version, state, last operation, outputs, DNS, health' },
  { name: 'outputs', help: "the stack's outputs" },
  { name: 'diagnose', help: 'why the last operation failed; --bundle for support' },
  { name: 'recover', help: 'guided way out of a stuck stack' },
  { name: 'uninstall', help: 'guided delete; says what stays' },
  {
    name: 'rehearse',
    operands: '[command...]',
    help: 'any of the above on the built-in rehearsal account, no AWS needed',
  },
  {
    name: 'help',
    operands: '[topic]',
    help: 'a command, a check id, an error code, or: checks, exit-codes, parameters',
  },
];
