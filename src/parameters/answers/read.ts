import path from 'node:path';
import { isSeq } from 'yaml';
import { alarmPlace } from '../../account/alarm.ts';
import { parseDuration } from '../../core/duration.ts';
import { InstallErrors } from '../../core/errors.ts';
import type { Ports } from '../../core/ports.ts';
import { shortText } from '../../core/text.ts';
import type { AnsweredDns, AnsweredRollback, AnsweredTemplate, Answers } from './answers.ts';
import { monitoringFrom, monitoringRule } from './monitoring.ts';
import { answersInvalid, answersUnreadable } from '../errors.ts';
import { AnswersText } from './node.ts';
import { isParameterFile, readParameterFile } from './parameter-file.ts';

/** Far above any real file; a larger one is a mistake. */
const sizeLimit = 1_000_000;

const keys = [
  'version',
  'product',
  'account',
  'region',
  'stackName',
  'template',
  'parameters',
  'tags',
  'roleArn',
  'notificationArns',
  'terminationProtection',
  'buckets',
  'dns',
  'ignore',
  'rollback',
] as const;

type AnswerFields = ReadonlyMap<string, unknown>;

const choice = <T extends string>(
  file: AnswersText,
  fields: AnswerFields,
  name: string,
  allowed: readonly T[],
): T | undefined => {
  const text = file.text(fields.get(name), name);
  const found = allowed.find((one) => one === text);
  if (text !== undefined && found === undefined)
    file.fault(fields.get(name), `"${name}" must be one of ${allowed.join(', ')}`);
  return found;
};

const readTemplate = (file: AnswersText, node: unknown): AnsweredTemplate => {
  const fields = new Map(file.entries(node, 'template', ['url', 'file', 'sha256', 'bucket']));
  const text = (name: string): string | undefined => file.text(fields.get(name), name);
  const sha256 = text('sha256')?.toLowerCase();
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
    file.fault(fields.get('sha256'), '"sha256" must be 64 hex digits');
  if (text('url') !== undefined && text('file') !== undefined)
    file.fault(node, '"template" may name a url or a file, not both');
  return { url: text('url'), file: text('file'), sha256, bucket: text('bucket') };
};

const readDns = (file: AnswersText, node: unknown): AnsweredDns => {
  const fields = new Map(file.entries(node, 'dns', ['method', 'hostedZoneId', 'recordType']));
  return {
    method: choice(file, fields, 'method', ['route53', 'print', 'none']),
    hostedZoneId: file.text(fields.get('hostedZoneId'), 'hostedZoneId'),
    recordType: choice(file, fields, 'recordType', ['alias', 'cname']),
  };
};

const readRollback = (file: AnswersText, node: unknown): AnsweredRollback => {
  const fields = new Map(file.entries(node, 'rollback', ['alarms', 'monitoring']));
  const written = fields.get('monitoring');
  const text = file.text(written, 'monitoring');
  const monitoringMinutes = text === undefined ? undefined : monitoringFrom(parseDuration(text));
  if (text !== undefined && monitoringMinutes === undefined)
    file.fault(written, `"monitoring" must be ${monitoringRule}`);
  const alarms = file.list(fields.get('alarms'), 'alarms');
  for (const arn of alarms)
    if (alarmPlace(arn) === undefined)
      file.fault(fields.get('alarms'), `"${shortText(arn, 80)}" is not the ARN of a CloudWatch alarm`);
  return { alarms, monitoringMinutes };
};

/** A YAML list is a convenience for list parameters: it is sent joined with commas. */
const readParameters = (file: AnswersText, node: unknown): Answers['parameters'] =>
  new Map(
    file.entries(node, 'parameters').map(([key, value]) => {
      if (isSeq(value)) return [key, file.list(value, shortText(key)).join(',')];
      return [key, file.text(value, shortText(key))];
    }),
  );

const readTags = (file: AnswersText, node: unknown): Answers['tags'] =>
  new Map(file.entries(node, 'tags').map(([key, value]) => [key, file.text(value, shortText(key)) ?? '']));

const readScalars = (file: AnswersText, fields: AnswerFields): Partial<Answers> => {
  const text = (name: string): string | undefined => file.text(fields.get(name), name);
  const account = text('account');
  if (account !== undefined && !/^\d{12}$/.test(account))
    file.fault(fields.get('account'), '"account" must be the twelve digits of an AWS account');
  const protection = choice(file, fields, 'terminationProtection', ['true', 'false']);
  return {
    product: text('product'),
    account,
    region: text('region'),
    stackName: text('stackName'),
    roleArn: text('roleArn'),
    terminationProtection: protection === undefined ? undefined : protection === 'true',
  };
};

const readFields = (file: AnswersText): Answers => {
  const fields: AnswerFields = new Map(file.entries(file.root, 'an answers file', keys));
  const version = file.text(fields.get('version'), 'version') ?? '1';
  if (version !== '1')
    file.fault(
      fields.get('version'),
      `version ${shortText(version)} is not one this quilt-install reads`,
      'Use a newer quilt-install, or write the file anew with --save-answers.',
    );
  const [template, dns] = [fields.get('template'), fields.get('dns')];
  return {
    version: 1,
    ...readScalars(file, fields),
    template: file.empty(template) ? undefined : readTemplate(file, template),
    dns: file.empty(dns) ? undefined : readDns(file, dns),
    parameters: readParameters(file, fields.get('parameters')),
    tags: readTags(file, fields.get('tags')),
    notificationArns: file.list(fields.get('notificationArns'), 'notificationArns'),
    buckets: file.list(fields.get('buckets'), 'buckets'),
    ignore: file.list(fields.get('ignore'), 'ignore'),
    rollback: file.empty(fields.get('rollback')) ? undefined : readRollback(file, fields.get('rollback')),
  };
};

/**
 * An answers file's text as data; a parameter file of CloudFormation or the AWS CLI is told by its shape.
 * @throws InstallError `answers-invalid` with the line; InstallErrors when there are several.
 */
export function parseAnswers(filePath: string, text: string): Answers {
  if (text.length > sizeLimit)
    throw answersInvalid(filePath, undefined, 'the file is too large for an answers file', 'Check the path.');
  const file = new AnswersText(filePath, text.replace(/^\uFEFF/, ''));
  const answers = isParameterFile(file) ? readParameterFile(file) : readFields(file);
  const [only, ...others] = file.faults;
  if (only === undefined) return answers;
  throw others.length === 0 ? only : new InstallErrors(file.faults);
}

/**
 * Reads `--answers FILE`.
 * @throws InstallError `answers-unreadable`; `answers-invalid` as `parseAnswers` does
 */
export async function readAnswers(filePath: string, { files }: Pick<Ports, 'files'>): Promise<Answers> {
  const text = await files.read(filePath).catch((cause: unknown) => {
    throw answersUnreadable(filePath, cause);
  });
  const answers = parseAnswers(filePath, text);
  return files.real(filePath).then(
    (real) => ({ ...answers, folder: path.dirname(real), text }),
    // A pipe, as of `--answers <(…)`, lies in no folder, and takes nothing back.
    () => ({ ...answers, folder: filePath }),
  );
}
