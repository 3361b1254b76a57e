import {
  answersFrom,
  writeAnswers,
  type AnsweredDns,
  type AnsweredTemplate,
  type Settled,
} from '../../parameters/index.ts';
import { ignoredIds } from './run-checks.ts';
import { tagOf } from './deploy/request.ts';
import type { Survey } from './deployment.ts';

const wanted = async ({ opened }: Survey): Promise<string | undefined> => {
  const { session, connection } = opened;
  if (session.options.saveAnswers !== undefined) return session.options.saveAnswers;
  if (
    !connection.prompt.interactive ||
    session.options.answers !== undefined ||
    session.sampleAnswers !== undefined
  )
    return undefined;
  const path = `${opened.stackName}-answers.yaml`;
  const save = await connection.prompt.confirm({
    message: `Keep these answers in ${path} for the next time? Secrets go in as references only`,
    default: true,
  });
  return save ? path : undefined;
};

const templateAnswer = ({ inHand, opened }: Survey): AnsweredTemplate => {
  const bucket = opened.session.options.templateBucket ?? opened.answers?.template?.bucket;
  return {
    ...(inHand?.url === undefined ? {} : { url: inHand.url, sha256: inHand.sha256 }),
    ...(inHand?.file === undefined ? {} : { file: inHand.file }),
    ...(bucket === undefined ? {} : { bucket }),
  };
};

const dnsAnswer = ({ opened }: Survey): { dns?: AnsweredDns } => {
  const { dns: method, hostedZoneId, recordType } = opened.session.options;
  const given: AnsweredDns = {
    ...opened.answers?.dns,
    ...(method === undefined ? {} : { method }),
    ...(hostedZoneId === undefined ? {} : { hostedZoneId }),
    ...(recordType === undefined ? {} : { recordType }),
  };
  return Object.keys(given).length === 0 ? {} : { dns: given };
};

/** Writes the answers file asked for, or accepted at the end of the wizard. */
export async function saveAnswers(survey: Survey, settled: Settled): Promise<void> {
  const path = await wanted(survey);
  if (path === undefined) return;
  const { opened, target } = survey;
  const identity = await opened.connection.facts.identity();
  const { options } = opened.session;
  const answers = answersFrom(
    {
      product: target.product.id,
      account: identity.account,
      region: opened.connection.region,
      stackName: opened.stackName,
      template: templateAnswer(survey),
      tags: new Map([...(opened.answers?.tags ?? []), ...options.tag.map(tagOf)]),
      notificationArns: [
        ...new Set([...(opened.answers?.notificationArns ?? []), ...options.notificationArn]),
      ],
      buckets: target.buckets,
      ignore: ignoredIds(survey),
      terminationProtection: options.terminationProtection && (opened.answers?.terminationProtection ?? true),
      ...(target.roleArn === undefined ? {} : { roleArn: target.roleArn }),
      ...dnsAnswer(survey),
    },
    settled,
  );
  await writeAnswers(path, answers, opened.connection);
  opened.connection.emit({
    type: 'note',
    level: 'good',
    message: `Answers kept in ${path}; next time: --answers ${path}`,
  });
}
