import { isInstallError } from '../../../core/errors.ts';
import type { TemplateResource } from '../../../core/template.ts';
import { activeResources, dependencies, evaluateConditions } from '../../../template/index.ts';
import { plain, properties, scopeOf } from '../model/scope.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';
import { printed, same, type Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';
import { carriesTags } from './replacement.ts';

/** The state that an operation takes the resources to: which resources, in what order, with what properties. */
export interface DesiredState {
  /** Logical ids whose conditions hold. */
  readonly active: readonly string[];
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** @throws when something it refers to gives no value */
  readonly evaluate: (raw: TemplateResource) => Properties;
  readonly describe: (raw: TemplateResource, known: Properties) => ResourceRecord;
  /** Metadata and stack tags count too, and what failed before is tried again. */
  readonly alters: (existing: ResourceRecord, next: ResourceRecord) => boolean;
}

export function desiredStateOf(world: World, stack: StackRecord, definition: Definition): DesiredState {
  const scope = scopeOf(world, stack, definition);
  const maskedScope = scopeOf(world, stack, definition, { masked: true });
  const active = activeResources(scope).map(({ logicalId }) => logicalId);
  const needs = dependencies(definition.template, new Set(active), evaluateConditions(scope));
  const tagsBefore = stack.before?.definition.tags ?? [];
  const retagged = !same(tagsBefore, definition.tags);
  return {
    active,
    needs,
    evaluate: (raw) => {
      const { known, unknown } = properties(raw.properties, scope);
      if (unknown.length === 0) return known;
      throw new Error(`Unresolved values in ${unknown.map((name) => `${raw.logicalId}.${name}`).join(', ')}`);
    },
    describe: (raw, known) => ({
      ...blank(raw),
      updatedAt: world.timeline.now(),
      properties: known,
      shown: printed(properties(raw.properties, maskedScope).known),
      metadata: raw.metadata === undefined ? undefined : (plain(raw.metadata, scope) ?? raw.metadata),
      needs: needs.get(raw.logicalId) ?? new Set(),
    }),
    alters: (existing, next) =>
      existing.status === 'UPDATE_FAILED' ||
      !same(existing.metadata, next.metadata) ||
      (carriesTags(next.type) && retagged),
  };
}

const blank = (
  raw: TemplateResource,
): Omit<ResourceRecord, 'updatedAt' | 'properties' | 'shown' | 'metadata' | 'needs'> => ({
  logicalId: raw.logicalId,
  type: raw.type,
  physicalId: '',
  status: '',
  reason: undefined,
  attributes: new Map(),
  deletionPolicy: raw.deletionPolicy,
  updateReplacePolicy: raw.updateReplacePolicy,
  drift: [],
});

/** The record keeps its identity and takes over what the new template says. */
export function adopt(record: ResourceRecord, next: ResourceRecord): void {
  const { properties: values, shown, metadata, deletionPolicy, updateReplacePolicy, needs } = next;
  Object.assign(record, { properties: values, shown, metadata, deletionPolicy, updateReplacePolicy, needs });
}

/** What an earlier, not rolled back create left unfinished is made anew. */
export const isUnfinished = ({ physicalId, status }: ResourceRecord): boolean =>
  physicalId === '' || status === 'CREATE_FAILED';

export function templateReason(error: unknown): string {
  if (isInstallError(error)) return `Template error: ${error.message}`;
  return error instanceof Error ? error.message : 'Internal Failure';
}
