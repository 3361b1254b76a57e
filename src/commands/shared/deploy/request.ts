import { alarmName } from '../../../account/alarm.ts';
import type { Alarm } from '../../../core/facts.ts';
import type { Values } from '../../../core/parameter.ts';
import type { PlanRequest } from '../../../stack/index.ts';
import { bodyLimit, byteLength, capabilitiesOf } from '../../../template/index.ts';
import type { CommandContext } from '../context.ts';
import { awsCommand } from '../next-command.ts';
import type { DeploymentPart } from '../deployment-context.ts';
import type { LoadedTemplate } from '../template.ts';
import type { UndoList } from './undo.ts';

/** The key is the template's own hash: a run that won against this one reads the same object. */
const leaveUpload = (
  { context }: DeploymentPart<'connection' | 'stackName'>,
  object: string,
  command: string,
): undefined => {
  context.connection.emit({
    type: 'note',
    level: 'info',
    message: `${object} is left: whoever was quicker on stack ${context.stackName} may be using it.`,
    detail: ['Once nobody is, remove it with', command],
  });
};

/** A file too large to be sent goes into a bucket first; that is said before it is done. */
const uploadTemplate = async (
  deployment: DeploymentPart<'session' | 'connection' | 'settings' | 'stackName'>,
  loadedTemplate: LoadedTemplate,
  undo: UndoList,
): Promise<string> => {
  const { connection, settings, stackName } = deployment.context;
  const given = settings.templateBucket.value;
  const { bucket, exists } = await connection.templates.uploadTarget(given);
  connection.emit({
    type: 'note',
    level: 'info',
    message: `The template is over ${bodyLimit.toLocaleString('en')} bytes, so it is uploaded to s3://${bucket}${exists ? '' : ', a private bucket made for it'}.`,
  });
  const key = `${stackName}/${loadedTemplate.sha256}.template`;
  const object = `s3://${bucket}/${key}`;
  const command = awsCommand(deployment.context, 's3', 'rm', object);
  undo.push({
    what: object,
    command,
    back: async () => {
      if (undo.contested) return leaveUpload(deployment, object, command);
      return (await connection.templates.discard({ bucket, key })) ? object : undefined;
    },
  });
  const { url } = await connection.templates.upload(loadedTemplate.template.text, {
    key,
    bucket: given,
  });
  return url;
};

const templateSource = async (
  deployment: DeploymentPart<'session' | 'connection' | 'settings' | 'stackName'>,
  loadedTemplate: LoadedTemplate,
  undo: UndoList,
): Promise<PlanRequest['template']> => {
  const { text } = loadedTemplate.template;
  if (deployment.context.session.options.reuseTemplate) return { previous: true };
  if (loadedTemplate.url !== undefined) return { text, url: loadedTemplate.url };
  return byteLength(text) <= bodyLimit
    ? { text }
    : { text, url: await uploadTemplate(deployment, loadedTemplate, undo) };
};

/** CloudFormation wants to be told which kind of alarm each is; one that cannot be looked up is taken for the usual. */
const rollbackRequest = async ({
  connection,
  settings,
}: Pick<CommandContext, 'connection' | 'settings'>): Promise<PlanRequest['rollback']> => {
  const given = settings.rollback.value;
  if (given === undefined) return undefined;
  const known = await connection.facts.alarms(given.alarms.map(alarmName)).catch((): readonly Alarm[] => []);
  const composite = new Set(known.filter((one) => one.composite).map(({ arn }) => arn));
  return {
    alarms: given.alarms.map((arn) => ({
      arn,
      type: composite.has(arn) ? 'AWS::CloudWatch::CompositeAlarm' : 'AWS::CloudWatch::Alarm',
    })),
    monitoringMinutes: given.monitoringMinutes,
  };
};

/** What CloudFormation is asked to plan. Uploads the template where it must be; `undo` takes that back. */
export async function planRequest(
  deployment: DeploymentPart<'session' | 'connection' | 'settings' | 'stackName', 'stack' | 'target'>,
  loadedTemplate: LoadedTemplate,
  values: Values,
  details: PlanRequest['details'],
  undo: UndoList,
): Promise<PlanRequest> {
  const { target, stack, context } = deployment;
  return {
    kind: target.kind,
    stackName: context.stackName,
    template: await templateSource(deployment, loadedTemplate, undo),
    values,
    capabilities: capabilitiesOf(loadedTemplate.template),
    tags: context.settings.tags.value,
    notificationArns: context.settings.notificationArns.value,
    roleArn: target.roleArn,
    rollback: await rollbackRequest(context),
    revertDrift: target.revertDrift,
    stack,
    document: loadedTemplate.template,
    details,
    parts: target.product.parts,
  };
}
