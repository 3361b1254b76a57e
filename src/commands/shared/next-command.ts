import { commandLine } from '../../core/command-line.ts';
import type { Values } from '../../core/parameter.ts';
import { defaultProductId } from '../../products/index.ts';
import type { CommandContext, StackAddress } from './context.ts';

type Location = Pick<CommandContext, 'session' | 'connection' | 'keptAnswers'>;

const locationFlags = ({ session, connection }: Location): readonly string[] => {
  const { profile } = session.options;
  return ['--region', connection.region, ...(profile === undefined ? [] : ['--profile', profile])];
};

/** Commands whose way depends on values and template, and those that only need to find the stack again. */
const takesTemplate: readonly string[] = ['install', 'upgrade', 'preflight'];
const takesAnswers: readonly string[] = [...takesTemplate, 'dns'];
const takesZone: readonly string[] = ['install', 'upgrade', 'dns'];
const takesZoneAccount: readonly string[] = [...takesZone, 'uninstall'];

const given = (flag: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [flag, value];

/** What a presigned address allows is in its query, which is nobody's to read. */
const withoutQuery = (url: string | undefined): string | undefined => url?.replace(/\?.*$/s, '');

/** Preflight does not take them. */
const rollbackFlags = (command: string, options: Location['session']['options']): readonly string[] => {
  const { rollbackAlarm = [], rollbackMonitoringMs: ms } = options;
  if (command === 'preflight') return [];
  return [
    ...rollbackAlarm.flatMap((arn) => ['--rollback-alarm', arn]),
    ...given('--rollback-monitoring', ms === undefined ? undefined : `${ms / 60_000}m`),
  ];
};

/** Which records are written, and where to. */
const recordFlags = ({ hostedZoneId, recordType, ttl }: Location['session']['options']): readonly string[] => [
  ...given('--hosted-zone-id', hostedZoneId),
  ...given('--record-type', recordType),
  ...given('--ttl', ttl === undefined ? undefined : String(ttl)),
];

/** What this run was given that the command would go astray without; values may be secrets and are not repeated. */
const givenFlags = (
  { session, keptAnswers }: Omit<Location, 'connection'>,
  command: string,
): readonly string[] => {
  const { options } = session;
  return [
    ...(takesTemplate.includes(command)
      ? [
          ...given('--template-url', withoutQuery(options.templateUrl)),
          ...given('--template-file', options.templateFile),
          ...(options.reuseTemplate === true ? ['--reuse-template'] : []),
          ...rollbackFlags(command, options),
          ...(command === 'upgrade' && options.revertDrift === true ? ['--revert-drift'] : []),
        ]
      : []),
    ...(takesAnswers.includes(command) ? given('--answers', keptAnswers ?? options.answers) : []),
    ...(takesZoneAccount.includes(command)
      ? [...given('--dns-profile', options.dnsProfile), ...given('--dns-role-arn', options.dnsRoleArn)]
      : []),
    ...(takesZone.includes(command) ? recordFlags(options) : []),
    ...given('--product', options.product),
  ];
};

/** A command of ours as it works from any machine: stack, region, profile, template and answers spelled out. */
export function fullCommand(address: StackAddress, command: string): string {
  const [program, name = '', ...rest] = command.split(' ');
  if (program !== 'quilt-install') return command;
  const flags = [...stackFlags(address), ...givenFlags(address, name)];
  const missing = flags.filter((flag, at) => {
    const of = flag.startsWith('--') ? flag : flags[at - 1];
    return of === undefined || !rest.includes(of);
  });
  return missing.length === 0 ? command : `${command} ${commandLine(missing)}`;
}

/** A command of the AWS CLI as it works from any machine. */
export function awsCommand(where: Location, ...words: readonly string[]): string {
  return commandLine(['aws', ...words, ...locationFlags(where)]);
}

/** The name that every command takes by itself where neither flag nor product says another. */
const isUsualName = ({ session, stackName }: StackAddress): boolean =>
  stackName === defaultProductId &&
  session.options.stackName === undefined &&
  session.options.product === undefined;

/** What finds this stack from any machine: region, profile and an unusual stack name spelled out. */
const stackFlags = (address: StackAddress): readonly string[] => [
  ...(isUsualName(address) ? [] : ['--stack-name', address.stackName]),
  ...locationFlags(address),
];

/** The exact command that picks a stack up again. */
export function resumeCommand(address: StackAddress, command = 'watch', ...more: readonly string[]): string {
  const flags = givenFlags(address, command);
  return commandLine(['quilt-install', command, ...stackFlags(address), ...flags, ...more]);
}

/** What decides what a deployment does, and is no matter of where its stack and its zone are. */
const choiceFlags = ({ options }: Pick<CommandContext['session'], 'options'>): readonly string[] => {
  const { tag = [], notificationArn = [], ignore = [], maxWaitMs: ms } = options;
  return [
    ...given('--role-arn', options.roleArn),
    ...tag.flatMap((one) => ['--tag', one]),
    ...notificationArn.flatMap((arn) => ['--notification-arn', arn]),
    ...given('--template-bucket', options.templateBucket),
    ...given('--dns', options.dns),
    ...(ignore.length === 0 ? [] : ['--ignore', ignore.join(',')]),
    ...(options.terminationProtection === false ? ['--no-termination-protection'] : []),
    ...(options.snapshot === true ? ['--snapshot'] : []),
    ...(options.detach === true ? ['--detach'] : []),
    ...given('--max-wait', ms === undefined ? undefined : `${ms / 1_000}s`),
  ];
};

/** This run's command once more, with what was typed for it; what may be a secret is typed anew. */
export function commandToRepeat(address: StackAddress, command: string, values: Values): string {
  const { session } = address;
  const { param = [], bucket = [], expectAccount } = session.options;
  const params = param.filter((one) => {
    const [key = '', value = ''] = one.split(/=(.*)/s);
    return /^@[a-z]/.test(value) || values.get(key)?.secret === false;
  });
  return resumeCommand(
    address,
    command,
    ...given('--expect-account', expectAccount),
    ...choiceFlags(session),
    ...bucket.flatMap((name) => ['--bucket', name]),
    ...params.flatMap((one) => ['--param', one]),
  );
}

/** The argv of another command on the same stack, for this run to go on with: with what this one was given. */
export function nextArgv(address: StackAddress, command: string): readonly string[] {
  const { options } = address.session;
  return [
    command,
    ...stackFlags(address),
    ...given('--product', options.product),
    ...given('--expect-account', options.expectAccount),
    ...given('--output', options.output),
    ...(options.color === 'auto' ? [] : ['--color', options.color]),
    ...(options.quiet ? ['--quiet'] : []),
    ...(options.verbose ? ['--verbose'] : []),
  ];
}

/** The flags that say which template and which values were given. */
export function valueFlags({ options }: Pick<CommandContext['session'], 'options'>): readonly string[] {
  return [
    ...given('--template-url', options.templateUrl),
    ...given('--template-file', options.templateFile),
    ...given('--answers', options.answers),
    ...(options.param ?? []).flatMap((param) => ['--param', param]),
  ];
}

/** What else was given to an install and means the same to an upgrade. */
export function deploymentFlags({ options }: Pick<CommandContext['session'], 'options'>): readonly string[] {
  return [
    ...choiceFlags({ options }),
    ...rollbackFlags('upgrade', options),
    ...given('--save-answers', options.saveAnswers),
    ...recordFlags(options),
    ...given('--dns-profile', options.dnsProfile),
    ...given('--dns-role-arn', options.dnsRoleArn),
    ...(options.planOnly === true ? ['--plan-only'] : []),
  ];
}

/** The command that creates or updates a stack. */
export const commandOf = (kind: 'create' | 'update'): 'install' | 'upgrade' =>
  kind === 'create' ? 'install' : 'upgrade';

/** Fresh names: a shell empties the file it writes to before the command reads it. */
const skeletonFile = (answers: string | undefined): string =>
  answers === 'answers-to-fill-in.yaml' ? 'answers-to-fill-in-2.yaml' : 'answers-to-fill-in.yaml';

/** Prints an answers file for the same template. Values stay out, and so does a signed address: they may be secrets. */
export function skeletonCommand(
  { options }: Pick<CommandContext['session'], 'options'>,
  kind: 'create' | 'update',
): string {
  const { answers, profile, region, stackName, templateUrl } = options;
  const words = [
    ...valueFlags({
      options: {
        ...options,
        param: undefined,
        templateUrl: templateUrl?.includes('?') ? 'URL' : templateUrl,
      },
    }),
    ...(options.reuseTemplate ? ['--reuse-template'] : []),
    ...(stackName === undefined ? [] : ['--stack-name', stackName]),
    ...(region === undefined ? [] : ['--region', region]),
    ...(profile === undefined ? [] : ['--profile', profile]),
  ];
  return `${commandLine(['quilt-install', commandOf(kind), ...words, '--print-answers'])} > ${skeletonFile(answers)}`;
}
