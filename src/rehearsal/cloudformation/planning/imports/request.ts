import { activeResources } from '../../../../template/index.ts';
import { ServiceError } from '../../../service.ts';
import { scopeOf } from '../../model/scope.ts';
import type { Definition, StackRecord } from '../../model/stack-record.ts';
import { same } from '../../model/values.ts';
import type { World } from '../../model/world.ts';
import { changesOf } from '../changes.ts';
import { traitsOf } from '../resource-types.ts';

/** One of ResourcesToImport. */
export interface ResourceToImport {
  readonly ResourceType?: string;
  readonly LogicalResourceId?: string;
  /** The type's primary identifier: `{ BucketName: "…" }`. */
  readonly ResourceIdentifier?: Readonly<Record<string, string>>;
}

const invalid = (message: string): ServiceError => new ServiceError('ValidationError', message);
const list = (ids: readonly string[]): string => `[${ids.join(', ')}]`;
const idOf = ({ LogicalResourceId = '' }: ResourceToImport): string => LogicalResourceId;

/** What is judged before the template is read. @throws ServiceError */
export function checkImportList(given: readonly ResourceToImport[]): void {
  if (given.length === 0) throw invalid('Must Provide at least one resource to import');
  if (new Set(given.map(idOf)).size < given.length)
    throw invalid('Every resource to import must have unique LogicalResourceId');
  for (const [index, { ResourceIdentifier = {} }] of given.entries())
    if (Object.keys(ResourceIdentifier).length === 0)
      throw invalid(
        `1 validation error detected: Value null at 'resourcesToImport.${index + 1}.member.resourceIdentifier' failed to satisfy constraint: Member must not be null`,
      );
}

/** What an import is refused for, in the order that CloudFormation looks. @param stack undefined: it is made by this */
export function checkImport(
  world: World,
  stack: StackRecord | undefined,
  holder: StackRecord,
  definition: Definition,
  given: readonly ResourceToImport[],
): void {
  for (const one of given) checkEntry(definition, one);
  const scope = scopeOf(world, holder, definition);
  const fresh = activeResources(scope)
    .map(({ logicalId }) => logicalId)
    .filter((id) => !holder.resources.has(id));
  if (fresh.length === 0) throw invalid('The template should contain at least one new resource to import.');
  const listed = given.map(idOf);
  const present = listed.filter((id) => holder.resources.has(id));
  if (present.length > 0)
    throw invalid(
      `Resources ${list(present)} passed in ResourceToImport are already in a stack and cannot be imported.`,
    );
  const unlisted = fresh.filter((id) => !listed.includes(id));
  if (unlisted.length > 0) throw invalid(`Resources ${list(unlisted)} is missing from ResourceToImport list`);
  checkNothingElse(world, holder, definition, listed);
  const unkept = listed.filter((id) => definition.template.resources.get(id)?.deletionPolicy === undefined);
  if (unkept.length > 0)
    throw invalid(
      `The following resources to import ${list(unkept)} must have DeletionPolicy attribute specified in the template.`,
    );
  checkRest(stack, definition);
}

const checkEntry = ({ template }: Definition, given: ResourceToImport): void => {
  const id = idOf(given);
  const declared = template.resources.get(id);
  if (declared === undefined)
    throw invalid(
      `The logical resource ids ${list([id])} provided in ResourceToImport do not exist in the template.`,
    );
  const type = given.ResourceType ?? '';
  const expected = identifierOf(type);
  if (expected === undefined)
    throw invalid(`The following resource types are not supported for resource import: ${type}`);
  const keys = Object.keys(given.ResourceIdentifier ?? {});
  if (keys.length !== expected.length || expected.some((key) => !keys.includes(key)))
    throw invalid(`Invalid resource identifier for resource type ${type}. Expected [${expected.join(', ')}]`);
  if (type !== declared.type)
    throw invalid(
      `Resource type of [${id}] passed in ResourceToImport does not match with resource type defined in the template. Resource type in ResourceToImport: ${type}; Resource type in Template: ${declared.type}.`,
    );
};

/** Old types have `Id` in the specification and are imported by what `Ref` gives, a domain by its name. */
export function identifierOf(type: string): readonly string[] | undefined {
  const { identifier = [], reference = [] } = traitsOf(type) ?? {};
  const keys = identifier.join() === 'Id' ? reference : identifier;
  return keys.length === 0 ? undefined : keys;
}

/** A nested stack is visited by every operation; that alone changes nothing. */
const checkNothingElse = (
  world: World,
  holder: StackRecord,
  definition: Definition,
  listed: readonly string[],
): void => {
  const others = changesOf(world, holder, definition)
    .filter(({ logicalId, action, details }) => {
      const visited = action === 'Modify' && details.every(({ source }) => source === 'Automatic');
      return !listed.includes(logicalId) && !visited;
    })
    .map(({ logicalId }) => logicalId);
  if (others.length > 0)
    throw invalid(
      `You have modified resources ${list(others)} in your template that are not being imported. Update, create or delete operations cannot be executed during import operations.`,
    );
};

const outputsOf = (definition: Definition | undefined): readonly unknown[] => [
  ...(definition?.declared.outputs ?? []),
];

/** Outputs and stack tags wait for the next update. */
const checkRest = (stack: StackRecord | undefined, definition: Definition): void => {
  const before = stack?.definition;
  if (!same(outputsOf(before), outputsOf(definition)))
    throw invalid('As part of the import operation, you cannot modify or add [Outputs]');
  if (!same(before?.tags ?? [], definition.tags))
    throw invalid(
      `As part of the import operation, you cannot modify or add [${definition.roleArn === undefined ? '' : 'RoleArn, '}Tags]`,
    );
};
