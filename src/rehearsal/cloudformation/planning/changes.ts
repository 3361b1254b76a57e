import type { TemplateResource } from '../../../core/template.ts';
import {
  activeResources,
  deletionPolicyOf,
  dependencies,
  evaluateConditions,
  inOrder,
} from '../../../template/index.ts';
import { ServiceError } from '../../service.ts';
import type { ChangeDetail, PlannedChange } from '../model/change-set-record.ts';
import { outputsOf } from '../model/outputs.ts';
import { isNestedStack } from '../model/resource-types.ts';
import { plain, properties, scopeOf } from '../model/scope.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import { printed, same } from '../model/values.ts';
import type { World } from '../model/world.ts';
import { propertyDetails } from './change-details.ts';
import type { Comparison } from './comparison.ts';
import { carriesTags, replacementOf } from './replacement.ts';

/** Whether an operation would do anything: an output alone is enough, and shows in no list of changes. */
export function hasChanges(
  world: World,
  stack: StackRecord,
  definition: Definition,
  changeCount: number,
): boolean {
  if (changeCount > 0 || stack.definition === undefined) return true;
  const outputs = outputsOf(world, stack, definition);
  return !same(outputs, stack.outputs) || !same(definition.tags, stack.definition.tags);
}

/** The changes that a definition would make to a stack, in dependency order, removals last. */
export function changesOf(
  world: World,
  stack: StackRecord,
  definition: Definition,
): readonly PlannedChange[] {
  const staying = new Map(stack.resources);
  const scope = scopeOf(world, stack, definition, { resources: staying });
  const conditions = evaluateConditions(scope);
  const active = activeResources(scope);
  const ids = new Set(active.map(({ logicalId }) => logicalId));
  checkTypes(stack, active);
  for (const id of [...staying.keys()]) if (!ids.has(id)) staying.delete(id);
  const maskedScope = scopeOf(world, stack, definition, { resources: staying, masked: true });
  const comparison: Comparison = {
    stack,
    definition,
    scope,
    maskedScope,
    conditions,
    staying,
    modified: new Map(),
  };
  const changes: PlannedChange[] = [];
  for (const id of inOrder(dependencies(definition.template, ids, conditions))) {
    const raw = definition.template.resources.get(id);
    if (raw === undefined) continue;
    const existing = stack.resources.get(id);
    const change =
      existing === undefined ? addition(comparison, raw) : modification(comparison, raw, existing);
    if (change !== undefined) changes.push(change);
  }
  const gone = [...stack.resources.values()].filter(({ logicalId }) => !ids.has(logicalId));
  return [...changes, ...gone.map(removal)];
}

const checkTypes = (stack: StackRecord, active: readonly TemplateResource[]): void => {
  const turned = active.filter(
    ({ logicalId, type }) => (stack.resources.get(logicalId)?.type ?? type) !== type,
  );
  if (turned.length === 0) return;
  const ids = turned.map(({ logicalId }) => logicalId).join(', ');
  throw new ServiceError(
    'ValidationError',
    `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${ids}]`,
  );
};

const addition = (comparison: Comparison, raw: TemplateResource): PlannedChange => ({
  action: 'Add',
  logicalId: raw.logicalId,
  type: raw.type,
  scope: [],
  details: [],
  afterContext: contextOf(comparison, raw),
});

const removal = (resource: ResourceRecord): PlannedChange => ({
  action: 'Remove',
  logicalId: resource.logicalId,
  type: resource.type,
  physicalId: resource.physicalId,
  policyAction: deletionPolicyOf(resource),
  scope: [],
  details: [],
  beforeContext: JSON.stringify({ Properties: JSON.parse(resource.shown) as unknown }),
});

const modification = (
  comparison: Comparison,
  raw: TemplateResource,
  existing: ResourceRecord,
): PlannedChange | undefined => {
  const details = isNestedStack(raw.type)
    ? [...propertyDetails(comparison, raw, existing), automatic]
    : [
        ...propertyDetails(comparison, raw, existing),
        ...otherDetails(comparison, raw, existing),
        ...driftDetails(comparison, existing),
      ];
  if (details.length === 0) return undefined;
  const replacement = replacementOf(details.map(certainty));
  if (replacement === 'True') comparison.staying.delete(raw.logicalId);
  else comparison.modified.set(raw.logicalId, replacement);
  return {
    action: 'Modify',
    logicalId: raw.logicalId,
    type: raw.type,
    physicalId: existing.physicalId,
    drifted: comparison.definition.revertsDrift && existing.drift.length > 0 ? true : undefined,
    replacement,
    ...(replacement === 'True'
      ? { policyAction: `ReplaceAnd${deletionPolicyOf({ ...raw, deletionPolicy: raw.updateReplacePolicy })}` }
      : {}),
    scope: [...new Set(details.map(({ attribute }) => attribute))],
    details,
    beforeContext: JSON.stringify({ Properties: JSON.parse(existing.shown) as unknown }),
    afterContext: contextOf(comparison, raw),
  };
};

/** What is really there takes the place of what the last template said. */
const driftDetails = ({ definition }: Comparison, existing: ResourceRecord): readonly ChangeDetail[] =>
  definition.revertsDrift
    ? existing.drift.map(({ path, expected, actual }) => ({
        attribute: 'Properties',
        name: path.replace(/^\//, '').split('/')[0],
        recreation: 'Never',
        evaluation: 'Static',
        source: 'DirectModification',
        before: actual,
        after: expected,
      }))
    : [];

/** A nested stack is always visited: only its own template knows whether anything changes. */
const automatic: ChangeDetail = {
  attribute: 'Properties',
  recreation: 'Never',
  evaluation: 'Dynamic',
  source: 'Automatic',
};

/** A value that is only known later makes a replacement possible, not certain. */
const certainty = ({ recreation, evaluation }: ChangeDetail): ChangeDetail['recreation'] =>
  recreation === 'Always' && evaluation === 'Dynamic' ? 'Conditionally' : recreation;

const otherDetails = (
  { stack, definition, scope }: Comparison,
  raw: TemplateResource,
  existing: ResourceRecord,
): readonly ChangeDetail[] => {
  const direct = { recreation: 'Never', evaluation: 'Static', source: 'DirectModification' } as const;
  const metadata = raw.metadata === undefined ? undefined : (plain(raw.metadata, scope) ?? raw.metadata);
  const details: ChangeDetail[] = [];
  if (!same(metadata, existing.metadata)) details.push({ attribute: 'Metadata', ...direct });
  const tags = stack.definition?.tags ?? [];
  if (carriesTags(raw.type) && !same(tags, definition.tags)) details.push({ attribute: 'Tags', ...direct });
  return details;
};

const later = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** Properties as they will be, NoEcho masked, what only the deployment will tell marked as such. */
const contextOf = ({ maskedScope }: Comparison, raw: TemplateResource): string => {
  const { known, unknown } = properties(raw.properties, maskedScope);
  const shown: Record<string, unknown> = JSON.parse(printed(known)) as Record<string, unknown>;
  for (const name of unknown) shown[name] = later;
  return JSON.stringify({ Properties: shown });
};
