import { nearest } from '../../core/nearest.ts';

const newOrExisting = 'quilt-install install for a new stack, quilt-install upgrade for an existing one.';
const checksOnly = 'quilt-install preflight runs the checks and changes nothing.';
const planOnly =
  'quilt-install install --plan-only shows the plan and changes nothing; upgrade --plan-only that of an existing stack.';
const deletes = 'quilt-install uninstall deletes the stack, after it has said what stays.';
const explains = 'quilt-install diagnose tells why the last operation failed.';
const oneScreen = 'quilt-install status shows the stack on one screen.';

/** What other tools call a command → a sentence that names ours. Only what nearness of letters would not find. */
export const commandGuesses: ReadonlyMap<string, string> = new Map(
  Object.entries({
    apply: newOrExisting,
    change: 'quilt-install upgrade changes an existing stack.',
    check: checksOnly,
    cost: 'quilt-install status --cost shows what the stack costs.',
    create: 'quilt-install install creates a stack.',
    debug: explains,
    delete: deletes,
    deploy: newOrExisting,
    describe: oneScreen,
    destroy: deletes,
    diff: planOnly,
    doctor: checksOnly,
    'dry-run': planOnly,
    events: 'quilt-install watch follows the operation the stack is in.',
    fix: 'quilt-install preflight --fix offers to fix what a check found.',
    follow: 'quilt-install watch follows the operation the stack is in.',
    health: oneScreen,
    info: oneScreen,
    init: 'quilt-install install asks for all it needs.',
    lint: checksOnly,
    logs: explains,
    plan: planOnly,
    preview: planOnly,
    remove: deletes,
    repair: 'quilt-install recover leads out of a stuck stack.',
    rm: deletes,
    rollback: 'quilt-install recover leads out of a stuck stack.',
    setup: 'quilt-install install asks for all it needs.',
    show: oneScreen,
    simulate: 'quilt-install rehearse runs any command on an account that is not AWS.',
    test: checksOnly,
    update: newOrExisting,
    validate: checksOnly,
    version: 'quilt-install --version prints the version.',
  }),
);

/** What other tools call a flag → ours, as it is written. */
export const flagGuesses: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '--account': '--expect-account ID',
    '--approve': '--yes',
    '--assume-yes': '--yes',
    '--auto-approve': '--yes',
    '--config': '--answers FILE',
    '--debug': '--verbose',
    '--dry': '--plan-only',
    '--dry-run': '--plan-only',
    '--dryrun': '--plan-only',
    '--file': '--template-file PATH',
    '--json': '--output json',
    '--log-level': '--verbose',
    '--name': '--stack-name NAME',
    '--no-dns': '--dns none',
    '--no-execute-changeset': '--plan-only',
    '--no-input': '--non-interactive',
    '--no-interactive': '--non-interactive',
    '--no-wait': '--detach',
    '--parameter': '--param Key=Value',
    '--parameter-overrides': '--param Key=Value, once for each',
    '--parameters': '--param Key=Value, once for each, or --answers FILE',
    '--plan': '--plan-only',
    '--preview': '--plan-only',
    '--require-approval': '--yes',
    '--s3-bucket': '--template-bucket NAME',
    '--silent': '--quiet',
    '--stack': '--stack-name NAME',
    '--tags': '--tag Key=Value, once for each',
    '--template': '--template-url URL or --template-file PATH',
    '--template-body': '--template-file PATH',
    '--timeout': '--max-wait DURATION',
    '--trace': '--verbose',
    '--url': '--template-url URL',
    '--values': '--answers FILE',
    '-f': '--template-file PATH',
    '-n': '--stack-name NAME',
    '-o': '--output json',
    '-p': '--profile NAME or --param Key=Value',
    '-r': '--region REGION',
    '-s': '--stack-name NAME',
    '-v': '--version or --verbose',
  }),
);

/**
 * What a flag of other tools, or one that is nearly spelt like it, is called here.
 * @param own flags that are taken: one of these that is nearer was meant
 */
export function guessedFlag(given: string, own: readonly string[]): string | undefined {
  const whole = [...flagGuesses.keys()].filter((name) => name.startsWith('--'));
  return flagGuesses.get(given.toLowerCase()) ?? flagGuesses.get(nearest(given, [...own, ...whole]) ?? '');
}
