import { InstallErrors, type InstallError } from '../../../core/errors.ts';
import { exitCodes } from '../../../core/exit-codes.ts';
import type { Template } from '../../../core/template.ts';
import {
  isMisnamed,
  resolveValues,
  type ResolvedValues,
  type ResolveRequest,
  type Settings,
} from '../../../parameters/index.ts';
import { parseTemplate } from '../../../template/index.ts';
import type { DeploymentContext, DeploymentPart } from '../deployment-context.ts';
import { templateMissing } from '../errors.ts';
import { commandOf } from '../next-command.ts';
import { isStacksOwn, type LoadedTemplate } from '../template.ts';
import { unlessRefused } from '../../../stack/index.ts';

/** What of a deployment its values are resolved by. */
export type ResolvableDeployment = DeploymentPart<
  'session' | 'connection' | 'answers' | 'settings' | 'stackName',
  'stack' | 'loadedTemplate' | 'target'
>;

/** The running stack's own template: what was NoEcho there stays a secret. Unreadable, it only costs that. */
export async function currentTemplate({
  context,
  stack,
  target,
  loadedTemplate,
}: DeploymentPart<'connection', 'stack' | 'loadedTemplate' | 'target'>): Promise<Template | undefined> {
  if (stack === undefined || target.kind === 'create') return undefined;
  if (loadedTemplate !== undefined && isStacksOwn(loadedTemplate)) return loadedTemplate.template;
  const { connection } = context;
  return unlessRefused(connection, () => connection.stacks.template(stack.id).then(parseTemplate), undefined);
}

export const noTemplate = ({ target }: Pick<DeploymentContext, 'target'>): InstallError =>
  templateMissing(commandOf(target.kind));

/** @throws InstallError `template-missing` (2) */
export function requireTemplate(
  deployment: Pick<DeploymentContext, 'loadedTemplate' | 'target'>,
): LoadedTemplate {
  if (deployment.loadedTemplate === undefined) throw noTemplate(deployment);
  return deployment.loadedTemplate;
}

/** What came by reference may be a host name, which is in every address shown; only what the template keeps secret is masked there. */
const hideSecrets = (
  { context }: DeploymentPart<'connection'>,
  { template }: LoadedTemplate,
  { values }: ResolvedValues,
): void => {
  for (const { key, value, usePrevious } of values.values())
    if (usePrevious !== true && template.parameters.get(key)?.noEcho === true) context.connection.hide(value);
};

const bucketsGiven = ({ value, source }: Settings['buckets']): NonNullable<ResolveRequest['buckets']> => ({
  names: value,
  source: source === 'answers' ? 'file' : 'flag',
});

type Asking = Pick<ResolveRequest, 'ask' | 'judge' | 'creator' | 'onBrokenOff'>;

const requestOf = (
  {
    context,
    stack,
    target,
  }: DeploymentPart<'session' | 'answers' | 'settings' | 'stackName', 'stack' | 'target'>,
  { template }: LoadedTemplate,
  asking: Asking,
): ResolveRequest => {
  const { options, sampleAnswers } = context.session;
  return {
    template,
    product: target.product,
    kind: target.kind,
    ...asking,
    flags: options.param ?? [],
    stackName: context.stackName,
    offer: !options.yes,
    answers: context.answers,
    sampleAnswers: options.answers === undefined && sampleAnswers !== undefined,
    buckets: target.kind === 'create' ? bucketsGiven(context.settings.buckets) : undefined,
    stack,
  };
};

/** @throws InstallError `template-missing` (2) */
export async function resolveParameters(
  deployment: ResolvableDeployment,
  { ask = true, ...attended }: Asking = {},
): Promise<ResolvedValues> {
  const loadedTemplate = requireTemplate(deployment);
  const previousTemplate = await currentTemplate(deployment);
  const request = requestOf(deployment, loadedTemplate, { ask, ...attended });
  const resolved = await resolveValues({ ...request, previousTemplate }, deployment.context.connection);
  hideSecrets(deployment, loadedTemplate, resolved);
  return resolved;
}

/**
 * A person is told of a misspelt name before anything is looked at, asked or made, together with what else is wrong
 * with the values. A script gets it with the failed checks, in one run.
 * @throws InstallErrors (2)
 */
export async function refuseMisnamed(deployment: ResolvableDeployment): Promise<void> {
  const { loadedTemplate, context } = deployment;
  if (
    loadedTemplate === undefined ||
    !isMisnamed(requestOf(deployment, loadedTemplate, {}), context.connection)
  )
    return;
  const { problems } = await resolveParameters(deployment, { ask: false });
  throw new InstallErrors(problems, exitCodes.usage);
}
