import { describe, expect, it } from 'vitest';
import type { Answers } from '../../../src/parameters/answers/answers.ts';
import { settingsAnswered } from '../../../src/parameters/answers/from-settings.ts';
import { answersFrom } from '../../../src/parameters/answers/from-values.ts';
import { parseAnswers } from '../../../src/parameters/answers/read.ts';
import { settings, type SettingOptions, type Settings } from '../../../src/parameters/answers/settings.ts';
import { formatAnswers } from '../../../src/parameters/answers/write.ts';

const alarm = (name: string): string => `arn:aws:cloudwatch:us-east-1:123456789012:alarm:${name}`;
const nothing: SettingOptions = { terminationProtection: true };
const file = parseAnswers(
  'answers.yaml',
  `product: other
account: "123456789012"
region: eu-west-1
stackName: from-file
template: { url: https://s3.amazonaws.com/b/k, sha256: ${'a'.repeat(64)}, bucket: file-bucket }
tags: { team: file, cost: file }
roleArn: arn:file
notificationArns: [arn:topic]
terminationProtection: false
buckets: [file-data]
dns: { method: print, hostedZoneId: Z1, recordType: alias }
ignore: [network-vpc]
rollback: { alarms: ['${alarm('file')}'], monitoring: 5m }
`,
);
const flags: SettingOptions = {
  product: 'quilt',
  expectAccount: '123456789012',
  region: 'eu-west-1',
  stackName: 'from-flag',
  templateFile: 'quilt.yaml',
  reuseTemplate: false,
  templateBucket: 'flag-bucket',
  tag: ['team=flag', 'x=a=b'],
  roleArn: 'arn:flag',
  notificationArn: ['arn:topic', 'arn:other'],
  terminationProtection: false,
  bucket: ['flag-data'],
  dns: 'route53',
  hostedZoneId: 'Z2',
  recordType: 'cname',
  ttl: 60,
  ignore: ['network-subnets'],
  rollbackAlarm: [alarm('flag'), alarm('file')],
};
const sources = (chosen: Settings) => new Set(Object.values(chosen).map(({ source }) => source));
const values = (chosen: Settings) =>
  Object.fromEntries(Object.entries(chosen).map(([name, { value }]) => [name, value]));

describe('settings', () => {
  it('are the defaults where neither command line nor answers file says anything', () => {
    const chosen = settings(nothing, undefined);
    expect(sources(chosen)).toEqual(new Set(['default']));
    expect(values(chosen)).toMatchObject({
      product: undefined,
      stackName: undefined,
      terminationProtection: true,
      buckets: [],
    });
  });

  it('come from the answers file where no flag speaks', () => {
    const { ttl, ...chosen } = settings(nothing, file);
    expect(ttl).toEqual({ value: undefined, source: 'default' });
    expect(new Set(Object.values(chosen).map(({ source }) => source))).toEqual(new Set(['answers']));
    expect(chosen.terminationProtection.value).toBe(false);
    expect(chosen.template.value).toEqual({ url: 'https://s3.amazonaws.com/b/k', sha256: 'a'.repeat(64) });
  });

  it('come from flags over the answers file, tags one by one, topics and ignored checks together', () => {
    const chosen = settings(flags, file);
    expect(sources(chosen)).toEqual(new Set(['flag']));
    expect(values(chosen)).toMatchObject({
      stackName: 'from-flag',
      roleArn: 'arn:flag',
      buckets: ['flag-data'],
      template: { file: 'quilt.yaml' },
      templateBucket: 'flag-bucket',
      dnsMethod: 'route53',
      hostedZoneId: 'Z2',
      notificationArns: ['arn:topic', 'arn:other'],
      ignore: ['network-subnets', 'network-vpc'],
      rollback: { alarms: [alarm('file'), alarm('flag')], monitoringMinutes: 5 },
      tags: new Map([
        ['team', 'flag'],
        ['cost', 'file'],
        ['x', 'a=b'],
      ]),
    });
  });

  it.each([
    ['an alarm that is none', { rollbackAlarm: ['arn:aws:sns:us-east-1:123456789012:topic'] }],
    ['a monitoring of four hours', { rollbackMonitoringMs: 14_400_000 }],
    ['a monitoring of half a minute', { rollbackMonitoringMs: 30_000 }],
  ])('refuse %s', (_, given) => {
    expect(() => settings({ ...nothing, ...given }, undefined)).toThrow(
      expect.objectContaining({ code: 'flag-invalid', exitCode: 2 }) as Error,
    );
  });

  it('hold a template address to the digest beside the same address only', () => {
    const digestOf = (templateUrl: string) => settings({ ...nothing, templateUrl }, file).template.value;
    expect(digestOf('https://s3.amazonaws.com/b/k')).toHaveProperty('sha256', 'a'.repeat(64));
    expect(digestOf('https://s3.amazonaws.com/b/new')).not.toHaveProperty('sha256');
    expect(settings({ ...nothing, reuseTemplate: true }, file).template.value).toEqual({ previous: true });
  });

  it.each([
    [{ region: 'us-east-1' }, 'region-mismatch'],
    [{ expectAccount: '210987654321' }, 'account-mismatch'],
    [{ tag: ['=x'] }, 'flag-invalid'],
    [{ tag: ['novalue'] }, 'flag-invalid'],
  ])('refuse %j as %s', (more, code) => {
    expect(() => settings({ ...nothing, ...more }, file)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('are the same again when the answers file written from them is read', () => {
    const first = settings({ ...flags, ttl: undefined, templateFile: undefined }, file);
    const found = {
      account: '123456789012',
      region: 'eu-west-1',
      roleArn: 'arn:flag',
      template: file.template,
      product: first.product.value,
      stackName: first.stackName.value,
    };
    const written: Answers = answersFrom(settingsAnswered(first, found), {
      values: new Map(),
      references: new Map(),
    });
    expect(values(settings(nothing, parseAnswers('again.yaml', formatAnswers(written))))).toEqual(
      values(first),
    );
  });
});
