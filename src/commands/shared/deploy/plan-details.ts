import { alarmName } from '../../../account/alarm.ts';
import type { DeploymentTarget } from '../../../core/check.ts';
import type { PlanDetails, PlanValue } from '../../../core/events.ts';
import { isMasked, type Value } from '../../../core/parameter.ts';
import type { ProductScope } from '../../../core/product.ts';
import type { Stack } from '../../../core/stack.ts';
import type { ResolvedValues } from '../../../parameters/index.ts';
import type { DeploymentContext, DeploymentPart } from '../deployment-context.ts';

const rollbackNotes = (rollback: DeploymentTarget['rollback']): readonly string[] => {
  if (rollback === undefined) return [];
  const { alarms, monitoringMinutes: minutes } = rollback;
  const after = minutes === 0 ? '' : ` or in the ${minutes} min after`;
  if (alarms.length === 0) return [`CloudFormation waits ${minutes} min once all is in place`];
  return [`Rolled back if an alarm goes off on the way${after}: ${alarms.map(alarmName).join(', ')}`];
};

const driftNotes = ({ revertDrift, template }: DeploymentTarget): readonly string[] => {
  if (revertDrift !== true) return [];
  const nested = [...(template?.resources.values() ?? [])].some(
    ({ type }) => type === 'AWS::CloudFormation::Stack',
  );
  return [
    `What was changed by hand is undone${nested ? '; what was changed inside nested stacks is not looked at' : ''}`,
  ];
};

const templateOf = ({
  loadedTemplate,
  target,
}: Pick<DeploymentContext, 'loadedTemplate' | 'target'>): PlanDetails['template'] => {
  if (loadedTemplate === undefined) return undefined;
  const { shownSource: source, sha256, template } = loadedTemplate;
  return { source, sha256, version: target.product.version({ template }) };
};

const notesOf = ({ target }: Pick<DeploymentContext, 'target'>): readonly string[] => [
  ...(target.roleArn === undefined ? [] : [`CloudFormation works as ${target.roleArn}`]),
  ...rollbackNotes(target.rollback),
  ...driftNotes(target),
];

const clear = (value: string | undefined): string | undefined =>
  value === undefined || isMasked(value) ? undefined : value;

const changedValue = ({ key, value, secret }: Value, stack: Stack): readonly PlanValue[] => {
  const from = clear(stack.parameters.get(key));
  // AWS never shows a secret: whether the one given differs from the one in place nobody can say.
  if (secret) return value === '' ? [] : [{ key, change: 'changed' }];
  return from === value ? [] : [{ key, change: 'changed', from, to: value }];
};

/** What an upgrade changes of the values; what is kept is not named. */
const valuesOf = (
  { values, added, dropped }: ResolvedValues,
  stack: Stack | undefined,
): readonly PlanValue[] => {
  if (stack === undefined) return [];
  return [
    ...[...values.values()].flatMap((value): readonly PlanValue[] => {
      if (value.usePrevious === true) return [];
      if (!added.includes(value.key)) return changedValue(value, stack);
      return [{ key: value.key, change: 'new', to: value.secret ? undefined : value.value }];
    }),
    ...dropped.map((key): PlanValue => ({ key, change: 'dropped', from: clear(stack.parameters.get(key)) })),
  ];
};

const protectionOf = (wanted: boolean, stack: Stack | undefined): PlanDetails['protection'] => {
  if (stack?.terminationProtection === true) return 'on';
  if (!wanted) return 'off';
  return stack === undefined ? 'on' : 'turned on';
};

const monthlyCost = ({ target }: Pick<DeploymentContext, 'target'>): PlanDetails['monthlyCost'] => {
  const cost = target.product.costs.find(
    ({ region, resources = [] }) =>
      region === target.region && resources.every((id) => target.template?.resources.has(id) === true),
  );
  if (cost === undefined || target.kind === 'update') return undefined;
  return { monthly: cost.monthly, date: cost.date, source: cost.source };
};

/** What a plan tells beside its changes. @param scope what the hosts follow from. @param dns what will be done about it, one sentence */
export function planDetails(
  deployment: DeploymentPart<'settings', 'stack' | 'loadedTemplate' | 'target'>,
  resolved: ResolvedValues,
  scope: ProductScope,
  dns: string | undefined,
): PlanDetails {
  const { context, target } = deployment;
  const stack = target.kind === 'update' ? deployment.stack : undefined;
  const values = valuesOf(resolved, stack);
  const hosts = target.product.hosts(scope);
  return {
    template: templateOf(deployment),
    notes: notesOf(deployment),
    hosts: hosts.length === 0 ? undefined : hosts,
    monthlyCost: monthlyCost(deployment),
    protection: protectionOf(context.settings.terminationProtection.value, stack),
    dns,
    values: values.length === 0 ? undefined : values,
  };
}
