import type { AnsweredDns } from './answers.ts';
import type { AnswersFields } from './from-values.ts';
import type { Settings } from './settings.ts';

const answeredDns = ({ dnsMethod, hostedZoneId, recordType }: Settings): AnsweredDns | undefined => {
  const dns = {
    method: dnsMethod.value,
    hostedZoneId: hostedZoneId.value,
    recordType: recordType.value,
  };
  return Object.values(dns).every((value) => value === undefined) ? undefined : dns;
};

/** The settings as an answers file repeats them; what AWS alone knows stands in `found`. */
export const settingsAnswered = (
  chosen: Settings,
  found: Pick<AnswersFields, 'account' | 'region' | 'roleArn' | 'template' | 'product' | 'stackName'>,
): AnswersFields => ({
  tags: chosen.tags.value,
  notificationArns: chosen.notificationArns.value,
  terminationProtection: chosen.terminationProtection.value,
  buckets: chosen.buckets.value,
  ignore: chosen.ignore.value,
  dns: answeredDns(chosen),
  rollback: chosen.rollback.value,
  ...found,
  template: { ...found.template, bucket: chosen.templateBucket.value },
});
