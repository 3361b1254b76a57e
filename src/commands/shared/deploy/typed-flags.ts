import type { CommandContext } from '../context.ts';

type TypedOptions = CommandContext['session']['options'];

/** Commands whose way depends on values and template, and those that only need to find the stack again. */
export const takesTemplate: readonly string[] = ['install', 'upgrade', 'preflight'];
const takesAnswers: readonly string[] = [...takesTemplate, 'dns'];
const takesZone: readonly string[] = ['install', 'upgrade', 'dns'];
const takesZoneAccount: readonly string[] = [...takesZone, 'uninstall'];

export const given = (flag: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [flag, value];

const switches = (all: Readonly<Record<string, boolean | undefined>>): readonly string[] =>
  Object.keys(all).filter((flag) => all[flag] === true);

/** What a presigned address allows is in its query, which is nobody's to read. */
const withoutQuery = (url: string | undefined): string | undefined => url?.replace(/\?.*$/s, '');

/** Preflight does not take them. */
const rollbackFlags = (command: string, options: TypedOptions): readonly string[] => {
  const { rollbackAlarm = [], rollbackMonitoringMs: ms } = options;
  if (command === 'preflight') return [];
  return [
    ...rollbackAlarm.flatMap((arn) => ['--rollback-alarm', arn]),
    ...given('--rollback-monitoring', ms === undefined ? undefined : `${ms / 60_000}m`),
  ];
};

/** Which records are written, and where to. */
const recordFlags = ({ hostedZoneId, recordType, ttl }: TypedOptions): readonly string[] => [
  ...given('--hosted-zone-id', hostedZoneId),
  ...given('--record-type', recordType),
  ...given('--ttl', ttl === undefined ? undefined : String(ttl)),
];

/** What this run was given that the command would go astray without; values may be secrets and are not repeated. */
export function givenFlags(
  { session, keptAnswers }: Pick<CommandContext, 'session' | 'keptAnswers'>,
  command: string,
): readonly string[] {
  const { options } = session;
  return [
    ...(takesTemplate.includes(command)
      ? [
          ...given('--template-url', withoutQuery(options.templateUrl)),
          ...given('--template-file', options.templateFile),
          ...rollbackFlags(command, options),
          ...(command === 'upgrade'
            ? switches({ '--reuse-template': options.reuseTemplate, '--revert-drift': options.revertDrift })
            : []),
        ]
      : []),
    ...(takesAnswers.includes(command) ? given('--answers', keptAnswers ?? options.answers) : []),
    ...(takesZoneAccount.includes(command)
      ? [...given('--dns-profile', options.dnsProfile), ...given('--dns-role-arn', options.dnsRoleArn)]
      : []),
    ...(takesZone.includes(command) ? recordFlags(options) : []),
    ...given('--product', options.product),
  ];
}

/** References, and values that are no secrets. */
export const paramFlags = (
  { param = [] }: TypedOptions,
  isSecret: (key: string) => boolean,
): readonly string[] =>
  param
    .filter((one) => {
      const [key = '', value = ''] = one.split(/=(.*)/s);
      return /^@[a-z]/.test(value) || !isSecret(key);
    })
    .flatMap((one) => ['--param', one]);

export const bucketFlags = ({ bucket = [] }: TypedOptions): readonly string[] =>
  bucket.flatMap((name) => ['--bucket', name]);

/** What decides what a deployment does, and is no matter of where its stack and its zone are. */
export function choiceFlags({ options }: Pick<CommandContext['session'], 'options'>): readonly string[] {
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
