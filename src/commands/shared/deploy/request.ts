import { exitCodes, InstallError } from '../../../core/errors.ts';
import type { Values } from '../../../core/parameter.ts';
import type { PlanRequest } from '../../../stack/index.ts';
import { bodyLimit, byteLength, capabilitiesOf } from '../../../template/index.ts';
import { awsCommand } from '../resume.ts';
import type { Survey } from '../deployment.ts';
import type { TemplateInHand } from '../template.ts';
import type { Undo } from './undo.ts';

export const tagOf = (text: string): readonly [string, string] => {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new InstallError({
    code: 'flag-invalid',
    message: `--tag was given "${text.slice(0, 80)}", which is not Key=Value.`,
    hint: 'Write --tag Key=Value.',
    exitCode: exitCodes.usage,
  });
};

const tagsOf = ({ opened }: Survey): ReadonlyMap<string, string> =>
  new Map([...(opened.answers?.tags ?? []), ...opened.session.options.tag.map(tagOf)]);

const topicsOf = ({ opened }: Survey): readonly string[] => [
  ...new Set([...(opened.answers?.notificationArns ?? []), ...opened.session.options.notificationArn]),
];

/** A file too large to be sent goes into a bucket first; that is said before it is done. */
const uploaded = async (survey: Survey, inHand: TemplateInHand, undo: Undo): Promise<string> => {
  const { connection, session, answers, stackName } = survey.opened;
  const given = session.options.templateBucket ?? answers?.template?.bucket;
  const { bucket, exists } = await connection.templates.uploadTarget(given);
  connection.emit({
    type: 'note',
    level: 'info',
    message: `The template is over ${bodyLimit.toLocaleString('en')} bytes, so it is uploaded to s3://${bucket}${exists ? '' : ', a private bucket made for it'}.`,
  });
  const key = `${stackName}/${inHand.sha256}.template`;
  const object = `s3://${bucket}/${key}`;
  undo.push({
    what: object,
    command: awsCommand(survey.opened, 's3', 'rm', object),
    back: () => connection.templates.discard({ bucket, key }),
  });
  const { url } = await connection.templates.upload(inHand.template.text, {
    key,
    ...(given === undefined ? {} : { bucket: given }),
  });
  return url;
};

const place = async (
  survey: Survey,
  inHand: TemplateInHand,
  undo: Undo,
): Promise<PlanRequest['template']> => {
  const { text } = inHand.template;
  if (survey.opened.session.options.reuseTemplate) return { previous: true };
  if (inHand.url !== undefined) return { text, url: inHand.url };
  return byteLength(text) <= bodyLimit ? { text } : { text, url: await uploaded(survey, inHand, undo) };
};

/** What CloudFormation is asked to plan. Uploads the template where it must be; `undo` takes that back. */
export async function planRequest(
  survey: Survey,
  inHand: TemplateInHand,
  values: Values,
  notes: readonly string[],
  undo: Undo,
): Promise<PlanRequest> {
  const { target, stack, opened } = survey;
  return {
    kind: target.kind,
    stackName: opened.stackName,
    template: await place(survey, inHand, undo),
    values,
    capabilities: capabilitiesOf(inHand.template),
    tags: tagsOf(survey),
    notificationArns: topicsOf(survey),
    ...(target.roleArn === undefined ? {} : { roleArn: target.roleArn }),
    ...(stack === undefined ? {} : { stack }),
    ...(target.estimatedSeconds === undefined ? {} : { etaSeconds: target.estimatedSeconds }),
    notes,
  };
}
