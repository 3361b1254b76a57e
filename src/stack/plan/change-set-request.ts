import { randomUUID } from 'node:crypto';
import type { PlanDetails } from '../../core/events.ts';
import type { ChangeSetRequest } from '../../core/ports.ts';
import { isMasked, type Values } from '../../core/parameter.ts';
import { changeSetPrefix, type RollbackWatch, type Stack } from '../../core/stack.ts';
import type { Template } from '../../core/template.ts';
import type { PartNames } from './purpose.ts';

export interface PlanRequest {
  readonly kind: 'create' | 'update';
  readonly stackName: string;
  /** `text` is what was shown; without a `url` it is sent as the body (at most 51,200 bytes). */
  readonly template: { readonly text: string; readonly url?: string } | { readonly previous: true };
  readonly values: Values;
  readonly capabilities: readonly string[];
  readonly tags?: ReadonlyMap<string, string>;
  readonly notificationArns?: readonly string[];
  readonly roleArn?: string;
  /** Over what the stack has; no monitoring time keeps the stack's. */
  readonly rollback?: { readonly alarms: RollbackWatch['alarms']; readonly monitoringMinutes?: number };
  readonly revertDrift?: boolean;
  /** The stack as it is, for an update. */
  readonly stack?: Stack;
  /** The template as it was read, from which the plan's time is estimated. */
  readonly document?: Template;
  /** What else the plan tells people; it may still be looked up while the stack is. */
  readonly details?: PlanDetails | Promise<PlanDetails>;
  /** Logical ids with a plain name. */
  readonly parts?: PartNames;
}

/** What NoEcho values read back as is never sent: it would overwrite the secret with four asterisks. */
const parametersOf = (values: Values): ChangeSetRequest['parameters'] =>
  [...values.values()].map(({ key, value, usePrevious, source }) =>
    usePrevious === true || (source === 'stack' && isMasked(value))
      ? { key, usePrevious: true as const }
      : { key, value },
  );

/** Tags given are merged over the stack's own: sending one alone would remove the others. AWS's own stay AWS's. */
const tagsOf = ({ kind, tags, stack }: PlanRequest): ReadonlyMap<string, string> | undefined => {
  if (tags === undefined || tags.size === 0) return undefined;
  const own = kind === 'update' ? [...(stack?.tags ?? [])].filter(([key]) => !key.startsWith('aws:')) : [];
  return new Map([...own, ...tags]);
};

const topicsOf = ({ kind, notificationArns, stack }: PlanRequest): readonly string[] | undefined => {
  if (notificationArns === undefined || notificationArns.length === 0) return undefined;
  return [...new Set([...(kind === 'update' ? (stack?.notificationArns ?? []) : []), ...notificationArns])];
};

/**
 * Triggers that are given replace all that the stack has, and a time left out becomes 0, so both are sent together
 * (docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackConfiguration.html).
 */
export function rollbackOf({ kind, rollback, stack }: PlanRequest): RollbackWatch | undefined {
  if (rollback === undefined) return undefined;
  const own = kind === 'update' ? stack?.rollback : undefined;
  const added = rollback.alarms.filter(({ arn }) => own?.alarms.every((one) => one.arn !== arn) ?? true);
  return {
    alarms: [...(own?.alarms ?? []), ...added],
    monitoringMinutes: rollback.monitoringMinutes ?? own?.monitoringMinutes ?? 0,
  };
}

const sourceOf = (template: PlanRequest['template']): ChangeSetRequest['template'] => {
  if ('previous' in template) return template;
  return template.url === undefined ? { body: template.text } : { url: template.url };
};

/** @param now milliseconds since 1970: change sets of ours sort by age in every console. */
export function changeSetRequest(request: PlanRequest, now: number): ChangeSetRequest {
  const tags = tagsOf(request);
  const notificationArns = topicsOf(request);
  const unique = `${request.kind}-${now.toString(36)}-${randomUUID().slice(0, 8)}`;
  return {
    stackName: request.stackName,
    changeSetName: `${changeSetPrefix}${unique}`,
    type: request.kind === 'create' ? 'CREATE' : 'UPDATE',
    template: sourceOf(request.template),
    parameters: parametersOf(request.values),
    capabilities: request.capabilities,
    tags,
    notificationArns,
    roleArn: request.roleArn,
    rollback: rollbackOf(request),
    revertDrift: request.kind === 'update' && request.revertDrift === true ? true : undefined,
    description: `Planned by quilt-install (${request.kind})`,
    token: `plan-${unique}`,
  };
}
