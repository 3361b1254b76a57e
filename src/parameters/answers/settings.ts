import type { Options } from '../../core/options.ts';
import { accountMismatch, regionMismatch, tagInvalid } from '../errors.ts';
import type { AnsweredDns, AnsweredRollback, Answers } from './answers.ts';
import { rollbackOf } from './rollback.ts';
import { either, optional, type Setting } from './setting.ts';

/** Where the template is taken from; `previous` is the one the stack has. */
export type TemplateOrigin =
  /** The digest (hex) is the one that the text there had when the answers file was written. */
  | { readonly url: string; readonly sha256?: string }
  | { readonly file: string; readonly sha256?: string }
  | { readonly previous: true };

/** What a run goes by besides parameter values: the command line over the answers file, decided here once. */
export interface Settings {
  /** A product's id, or the path of a product file; absent from both, the template or the stack tells. */
  readonly product: Setting<string | undefined>;
  /** Absent from both, it is the product's id. */
  readonly stackName: Setting<string | undefined>;
  /** Absent from both, the environment or the profile names it. */
  readonly region: Setting<string | undefined>;
  /** Twelve digits the credentials must belong to. */
  readonly account: Setting<string | undefined>;
  readonly template: Setting<TemplateOrigin | undefined>;
  readonly templateBucket: Setting<string | undefined>;
  readonly roleArn: Setting<string | undefined>;
  readonly tags: Setting<ReadonlyMap<string, string>>;
  readonly notificationArns: Setting<readonly string[]>;
  readonly terminationProtection: Setting<boolean>;
  readonly buckets: Setting<readonly string[]>;
  readonly ignore: Setting<readonly string[]>;
  readonly dnsMethod: Setting<AnsweredDns['method']>;
  readonly hostedZoneId: Setting<string | undefined>;
  readonly recordType: Setting<AnsweredDns['recordType']>;
  readonly rollback: Setting<AnsweredRollback | undefined>;
  /** Seconds; the command line alone has it. */
  readonly ttl: Setting<number | undefined>;
}

/** The flags that an answers file speaks of too, and those that go with them; a command that does not take one has none. */
export type SettingOptions = Partial<
  Pick<
    Options,
    | 'product'
    | 'stackName'
    | 'region'
    | 'expectAccount'
    | 'templateUrl'
    | 'templateFile'
    | 'reuseTemplate'
    | 'templateBucket'
    | 'roleArn'
    | 'tag'
    | 'notificationArn'
    | 'rollbackAlarm'
    | 'rollbackMonitoringMs'
    | 'terminationProtection'
    | 'bucket'
    | 'ignore'
    | 'dns'
    | 'hostedZoneId'
    | 'recordType'
    | 'ttl'
  >
>;

/** What guards against the wrong place is not overridden: two names for it are a mistake in one of them. */
const agreeing = (
  flag: string | undefined,
  answer: string | undefined,
  mismatch: (flag: string, answer: string) => Error,
): Setting<string | undefined> => {
  if (flag !== undefined && answer !== undefined && flag !== answer) throw mismatch(flag, answer);
  return optional(flag, answer);
};

const filled = <T extends { readonly length: number }>(list: T | undefined): T | undefined =>
  list === undefined || list.length === 0 ? undefined : list;

/** Both lists together; the source is the one that wins where they name the same. */
const joined = (
  flags: readonly string[],
  answers: readonly string[],
  all: readonly string[],
): Setting<readonly string[]> => ({ ...either(filled(flags), filled(answers), []), value: all });

const tagOf = (text: string): readonly [string, string] => {
  const at = text.indexOf('=');
  if (at <= 0) throw tagInvalid(text);
  return [text.slice(0, at), text.slice(at + 1)];
};

const tagsOf = (flags: readonly string[], answers: Answers['tags']): Setting<Answers['tags']> => {
  const given = new Map(flags.map(tagOf));
  const { source } = either(filled(flags), filled([...answers.keys()]), []);
  return { source, value: new Map([...answers, ...given]) };
};

const flaggedTemplate = ({
  templateUrl,
  templateFile,
  reuseTemplate = false,
}: SettingOptions): TemplateOrigin | undefined => {
  if (reuseTemplate) return { previous: true };
  if (templateUrl !== undefined) return { url: templateUrl };
  return templateFile === undefined ? undefined : { file: templateFile };
};

const answeredTemplate = (template: Answers['template']): TemplateOrigin | undefined => {
  if (template?.url !== undefined) return { url: template.url };
  return template?.file === undefined ? undefined : { file: template.file };
};

/** The digest of an answers file holds for the address or path it stands beside, whoever names that. */
const templateOf = (
  options: SettingOptions,
  pinned: Answers['template'],
): Setting<TemplateOrigin | undefined> => {
  const setting = optional(flaggedTemplate(options), answeredTemplate(pinned));
  const origin = setting.value;
  if (origin === undefined || 'previous' in origin) return setting;
  const pinnedHere = 'url' in origin ? origin.url === pinned?.url : origin.file === pinned?.file;
  return pinnedHere ? { ...setting, value: { ...origin, sha256: pinned?.sha256 } } : setting;
};

const dnsOf = (
  options: SettingOptions,
  dns: AnsweredDns | undefined,
): Pick<Settings, 'dnsMethod' | 'hostedZoneId' | 'recordType' | 'ttl'> => ({
  dnsMethod: optional(options.dns, dns?.method),
  hostedZoneId: optional(options.hostedZoneId, dns?.hostedZoneId),
  recordType: optional(options.recordType, dns?.recordType),
  ttl: optional(options.ttl, undefined),
});

const listsOf = (
  { tag = [], notificationArn = [], bucket = [], ignore = [] }: SettingOptions,
  answers: Pick<Answers, 'tags' | 'notificationArns' | 'buckets' | 'ignore'> | undefined,
): Pick<Settings, 'tags' | 'notificationArns' | 'buckets' | 'ignore'> => {
  const topics = answers?.notificationArns ?? [];
  const ignored = answers?.ignore ?? [];
  return {
    tags: tagsOf(tag, answers?.tags ?? new Map()),
    notificationArns: joined(notificationArn, topics, [...new Set([...topics, ...notificationArn])]),
    buckets: either(filled(bucket), filled(answers?.buckets), []),
    ignore: joined(ignore, ignored, [...ignore, ...ignored]),
  };
};

/**
 * The command line over the answers file.
 * @throws InstallError `region-mismatch`, `account-mismatch`: both name one, and not the same; `flag-invalid`: a tag that is not `Key=Value`, an alarm that is none
 */
export const settings = (options: SettingOptions, answers: Answers | undefined): Settings => ({
  product: optional(options.product, answers?.product),
  stackName: optional(options.stackName, answers?.stackName),
  region: agreeing(options.region, answers?.region, regionMismatch),
  account: agreeing(options.expectAccount, answers?.account, accountMismatch),
  template: templateOf(options, answers?.template),
  templateBucket: optional(options.templateBucket, answers?.template?.bucket),
  roleArn: optional(options.roleArn, answers?.roleArn),
  // The flag can only switch it off.
  terminationProtection: either(
    options.terminationProtection === false ? false : undefined,
    answers?.terminationProtection,
    true,
  ),
  ...listsOf(options, answers),
  rollback: rollbackOf(options, answers?.rollback),
  ...dnsOf(options, answers?.dns),
});
