import {
  answersFrom,
  writeAnswers,
  type AnsweredDns,
  type AnsweredTemplate,
  type ResolvedValues,
} from '../../parameters/index.ts';
import { ignoredIds } from './run-checks.ts';
import { tagOf } from './deploy/request.ts';
import type { DeploymentContext } from './deployment.ts';

const wantsSaving = async ({ context }: Pick<DeploymentContext, 'context'>): Promise<string | undefined> => {
  const { session, connection } = context;
  if (session.options.saveAnswers !== undefined) return session.options.saveAnswers;
  if (
    !connection.prompt.interactive ||
    session.options.answers !== undefined ||
    session.sampleAnswers !== undefined
  )
    return undefined;
  const path = `${context.stackName}-answers.yaml`;
  const save = await connection.prompt.confirm({
    message: `Keep these answers in ${path} for the next time? Secrets go in as references only`,
    default: true,
  });
  return save ? path : undefined;
};

const templateAnswer = ({
  loadedTemplate,
  context,
}: Pick<DeploymentContext, 'context' | 'loadedTemplate'>): AnsweredTemplate => {
  const bucket = context.session.options.templateBucket ?? context.answers?.template?.bucket;
  return {
    url: loadedTemplate?.url,
    sha256: loadedTemplate?.url === undefined ? undefined : loadedTemplate.sha256,
    file: loadedTemplate?.file,
    bucket,
  };
};

const dnsAnswer = ({ context }: Pick<DeploymentContext, 'context'>): { dns?: AnsweredDns } => {
  const { dns: method, hostedZoneId, recordType } = context.session.options;
  const given: AnsweredDns = {
    ...context.answers?.dns,
    ...(method === undefined ? {} : { method }),
    ...(hostedZoneId === undefined ? {} : { hostedZoneId }),
    ...(recordType === undefined ? {} : { recordType }),
  };
  return Object.keys(given).length === 0 ? {} : { dns: given };
};

/** Writes the answers file asked for, or accepted at the end of the wizard. */
export async function saveAnswers(
  deployment: Pick<DeploymentContext, 'context' | 'loadedTemplate' | 'target'>,
  resolved: ResolvedValues,
): Promise<void> {
  const path = await wantsSaving(deployment);
  if (path === undefined) return;
  const { context, target } = deployment;
  const identity = await context.connection.facts.identity();
  const { options } = context.session;
  const answers = answersFrom(
    {
      product: target.product.id,
      account: identity.account,
      region: context.connection.region,
      stackName: context.stackName,
      template: templateAnswer(deployment),
      tags: new Map([...(context.answers?.tags ?? []), ...options.tag.map(tagOf)]),
      notificationArns: [
        ...new Set([...(context.answers?.notificationArns ?? []), ...options.notificationArn]),
      ],
      buckets: target.buckets,
      ignore: ignoredIds(deployment),
      terminationProtection:
        options.terminationProtection && (context.answers?.terminationProtection ?? true),
      roleArn: target.roleArn,
      ...dnsAnswer(deployment),
    },
    resolved,
  );
  await writeAnswers(path, answers, context.connection);
  context.connection.emit({
    type: 'note',
    level: 'good',
    message: `Answers kept in ${path}; next time: --answers ${path}`,
  });
}
