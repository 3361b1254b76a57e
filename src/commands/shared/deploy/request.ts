import type { Values } from '../../../core/parameter.ts';
import type { PlanRequest } from '../../../stack/index.ts';
import { bodyLimit, byteLength, capabilitiesOf } from '../../../template/index.ts';
import { awsCommand } from '../next-command.ts';
import type { DeploymentContext } from '../deployment.ts';
import { tagInvalid } from '../errors.ts';
import type { LoadedTemplate } from '../template.ts';
import type { Undo } from './undo.ts';

export const tagOf = (text: string): readonly [string, string] => {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw tagInvalid(text);
};

const tagsOf = ({ context }: Pick<DeploymentContext, 'context'>): ReadonlyMap<string, string> =>
  new Map([...(context.answers?.tags ?? []), ...context.session.options.tag.map(tagOf)]);

const topicsOf = ({ context }: Pick<DeploymentContext, 'context'>): readonly string[] => [
  ...new Set([...(context.answers?.notificationArns ?? []), ...context.session.options.notificationArn]),
];

/** A file too large to be sent goes into a bucket first; that is said before it is done. */
const uploadTemplate = async (
  deployment: Pick<DeploymentContext, 'context'>,
  loadedTemplate: LoadedTemplate,
  undo: Undo,
): Promise<string> => {
  const { connection, session, answers, stackName } = deployment.context;
  const given = session.options.templateBucket ?? answers?.template?.bucket;
  const { bucket, exists } = await connection.templates.uploadTarget(given);
  connection.emit({
    type: 'note',
    level: 'info',
    message: `The template is over ${bodyLimit.toLocaleString('en')} bytes, so it is uploaded to s3://${bucket}${exists ? '' : ', a private bucket made for it'}.`,
  });
  const key = `${stackName}/${loadedTemplate.sha256}.template`;
  const object = `s3://${bucket}/${key}`;
  undo.push({
    what: object,
    command: awsCommand(deployment.context, 's3', 'rm', object),
    back: () => connection.templates.discard({ bucket, key }),
  });
  const { url } = await connection.templates.upload(loadedTemplate.template.text, {
    key,
    bucket: given,
  });
  return url;
};

const templateSource = async (
  deployment: Pick<DeploymentContext, 'context'>,
  loadedTemplate: LoadedTemplate,
  undo: Undo,
): Promise<PlanRequest['template']> => {
  const { text } = loadedTemplate.template;
  if (deployment.context.session.options.reuseTemplate) return { previous: true };
  if (loadedTemplate.url !== undefined) return { text, url: loadedTemplate.url };
  return byteLength(text) <= bodyLimit
    ? { text }
    : { text, url: await uploadTemplate(deployment, loadedTemplate, undo) };
};

/** What CloudFormation is asked to plan. Uploads the template where it must be; `undo` takes that back. */
export async function planRequest(
  deployment: Pick<DeploymentContext, 'context' | 'stack' | 'target'>,
  loadedTemplate: LoadedTemplate,
  values: Values,
  notes: readonly string[],
  undo: Undo,
): Promise<PlanRequest> {
  const { target, stack, context } = deployment;
  return {
    kind: target.kind,
    stackName: context.stackName,
    template: await templateSource(deployment, loadedTemplate, undo),
    values,
    capabilities: capabilitiesOf(loadedTemplate.template),
    tags: tagsOf(deployment),
    notificationArns: topicsOf(deployment),
    roleArn: target.roleArn,
    stack,
    etaSeconds: target.estimatedSeconds,
    notes,
  };
}
