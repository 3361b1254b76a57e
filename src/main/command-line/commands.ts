import type { CommandName } from '../../core/ids.ts';

interface CommandWords {
  readonly operands?: string;
  /** Its line in `--help`. */
  readonly help: string;
  /** Words after `quilt-install`, as somebody would really type them. */
  readonly examples: readonly string[];
}

/** Each command's line in `--help`, in its order there, and what it looks like in use. */
export const commands: Readonly<Record<CommandName, CommandWords>> = {
  install: {
    help: 'preflight, parameters, plan, create, watch, DNS (the default)',
    examples: [
      'install --template-file template.yaml',
      'install --template-file template.yaml --answers answers.yaml --plan-only',
      'install --template-file template.yaml --answers answers.yaml --yes',
    ],
  },
  upgrade: {
    help: 'the same for an existing stack',
    examples: [
      'upgrade --template-file template-new.yaml',
      'upgrade --reuse-template --param Key=Value',
      'upgrade --template-file template-new.yaml --plan-only',
    ],
  },
  preflight: {
    help: 'only the checks; for CI',
    examples: [
      'preflight --template-file template.yaml --answers answers.yaml',
      'preflight --fix',
      'preflight --strict --junit checks.xml',
    ],
  },
  dns: {
    help: 'the DNS records of a stack: show, --apply, --verify',
    examples: ['dns', 'dns --format bind', 'dns --apply', 'dns --verify --wait 15m'],
  },
  watch: {
    help: 'attach to the operation the stack is in, from any machine',
    examples: ['watch --stack-name my-stack', 'watch --max-wait 30m'],
  },
  status: {
    help: 'one screen: version, state, last operation, DNS, health, outputs',
    examples: [
      'status',
      'status --answers answers.yaml',
      'status --quiet',
      'status --watch 15m',
      'status --cost',
    ],
  },
  outputs: {
    help: "the stack's outputs",
    examples: ['outputs', 'outputs --query WebHost', 'outputs --format dotenv'],
  },
  backup: {
    help: "a manual snapshot of the stack's database; --list those there are",
    examples: ['backup', 'backup --yes', 'backup --list'],
  },
  diagnose: {
    help: 'why the last operation failed; --bundle for support',
    examples: ['diagnose', 'diagnose --bundle support.tar.gz'],
  },
  recover: {
    help: 'guided way out of a stuck stack',
    examples: ['recover', 'recover --skip RegistryService --confirm my-stack'],
  },
  uninstall: {
    help: 'guided delete; says what stays',
    examples: [
      'uninstall',
      'uninstall --confirm my-stack --yes',
      'uninstall --confirm my-stack --empty-bucket my-logs --snapshot',
    ],
  },
  policy: {
    operands: '[trust|kms|perimeter]',
    help: 'what a role, a key or a data perimeter needs: shown, --apply',
    examples: [
      'policy trust --role my-data-role',
      'policy kms --key alias/team-data --apply',
      'policy perimeter --vpc vpc-0123456789abcdef0 --cidr 192.0.2.0/24',
    ],
  },
  sso: {
    operands: '[google|okta|onelogin|azure]',
    help: 'what to enter at an identity provider, and the upgrade that follows',
    examples: ['sso okta', 'sso azure'],
  },
  report: {
    help: 'one HTML page of the last operation, or of an earlier run',
    examples: ['report --html report.html', 'report --html checks.html --from preflight.ndjson'],
  },
  rehearse: {
    operands: '[command...]',
    help: 'any of the above on the built-in rehearsal account, no AWS needed',
    examples: ['rehearse', 'rehearse --scenario crowded -- preflight', 'rehearse --fail Search -- install'],
  },
  completion: {
    operands: '[bash|zsh|fish|powershell]',
    help: 'a script that completes all this at the Tab key',
    examples: ['completion bash', 'completion zsh'],
  },
  help: {
    operands: '[topic]',
    help: 'a command, a check id, an error code, or: checks, exit-codes, parameters',
    examples: ['help acm.certificate', 'help exit-codes'],
  },
};
