import { ServiceError, type CallContext } from '../../service.ts';
import { definitionOf, type DefinitionInput } from '../model/definition.ts';
import type { ChangeSetRecord } from '../model/change-set-record.ts';
import type { StackRecord } from '../model/stack-record.ts';
import { checkReadable } from '../model/template-source.ts';
import { findStack, newStack, stackRecord, type World } from '../model/world.ts';
import { changeSetsOf, newChangeSet } from '../planning/change-sets.ts';
import { checkImport, checkImportList, type ResourceToImport } from '../planning/imports/request.ts';
import { importTargets } from '../planning/imports/targets.ts';
import { tellEmptyStack } from '../planning/nested-change-sets.ts';
import { prepareChangeSet } from '../planning/plan-change-set.ts';
import { checkName, checkQuota, checkUpdatable, invalid } from './refusals.ts';

export interface CreateChangeSetInput extends DefinitionInput {
  readonly StackName: string;
  readonly ChangeSetName: string;
  readonly ChangeSetType?: string;
  readonly ClientToken?: string;
  readonly Description?: string;
  readonly OnStackFailure?: StackRecord['onFailure'];
  readonly ResourcesToImport?: readonly ResourceToImport[];
  readonly IncludeNestedStacks?: boolean;
  readonly ImportExistingResources?: boolean;
}

export async function createChangeSet(
  world: World,
  input: CreateChangeSetInput,
  context: CallContext,
): Promise<object> {
  const { region } = context;
  checkName(input.ChangeSetName, 'changeSetName');
  const type = typeOf(input);
  if (type === 'IMPORT') checkImportList(toImport(input));
  if (!input.StackName.startsWith('arn:')) checkName(input.StackName, 'stackName');
  const existing = findStack(world, region, input.StackName);
  checkTarget(existing, type, input);
  const made = existing === undefined ? undefined : madeByRequest(world, existing, input);
  if (made !== undefined) return { Id: made.id, StackId: made.stackId };
  if (input.OnStackFailure === 'DELETE' && type !== 'CREATE')
    throw invalid('OnStackFailure DELETE can only be specified for change sets of type CREATE.');
  if (input.RoleARN !== undefined) context.permit('iam:PassRole');
  checkReadable(world, input, context.permit);
  const definition = await definitionOf(world, region, input, {
    previous: existing?.definition,
    changeSet: true,
  });
  if (type === 'IMPORT') {
    const holder = existing ?? stackRecord(world, { name: input.StackName, region });
    checkImport(world, existing, holder, definition, toImport(input));
  }
  const stack = existing ?? newEmptyStack(world, region, input.StackName);
  const changeSet = newChangeSet(world, stack, {
    name: input.ChangeSetName,
    type,
    description: input.Description,
    definition,
    onStackFailure: input.OnStackFailure,
    includeNested: input.IncludeNestedStacks === true,
    clientToken: input.ClientToken,
    ...importsOf(input),
  });
  world.timeline.run(prepareChangeSet(world, stack, changeSet));
  return { Id: changeSet.id, StackId: stack.id };
}

/** The change set that the same request made already. @throws ServiceError where another one has its name */
const madeByRequest = (
  world: World,
  existing: StackRecord,
  { ChangeSetName, ClientToken }: CreateChangeSetInput,
): ChangeSetRecord | undefined => {
  const made = changeSetsOf(world, existing).find(({ name }) => name === ChangeSetName);
  if (made !== undefined && (ClientToken === undefined || made.clientToken !== ClientToken))
    throw new ServiceError('AlreadyExistsException', `ChangeSet [${ChangeSetName}] already exists`);
  return made;
};

const typeOf = ({ ChangeSetType }: CreateChangeSetInput): ChangeSetRecord['type'] =>
  ChangeSetType === 'CREATE' || ChangeSetType === 'IMPORT' ? ChangeSetType : 'UPDATE';

const importsOf = (input: CreateChangeSetInput): Pick<ChangeSetRecord, 'imports' | 'importExisting'> => ({
  imports: importTargets(toImport(input)),
  importExisting: typeOf(input) !== 'IMPORT' && input.ImportExistingResources === true,
});

const toImport = (input: CreateChangeSetInput): readonly ResourceToImport[] =>
  typeOf(input) === 'IMPORT' ? (input.ResourcesToImport ?? []) : [];

/** Only an import goes into a stack that is there or one that it makes. */
const checkTarget = (
  existing: StackRecord | undefined,
  type: ChangeSetRecord['type'],
  input: CreateChangeSetInput,
): void => {
  if (type === 'UPDATE') {
    if (existing === undefined) throw invalid(`Stack [${input.StackName}] does not exist`);
    checkUpdatable(existing, true);
    return;
  }
  const empty = existing === undefined || existing.status === 'REVIEW_IN_PROGRESS';
  if (type === 'IMPORT' && !empty) return checkUpdatable(existing, false);
  if (existing !== undefined && existing.status !== 'REVIEW_IN_PROGRESS')
    throw invalid(
      `Stack [${existing.name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`,
    );
};

const newEmptyStack = (world: World, region: string, name: string): StackRecord => {
  checkQuota(world);
  const stack = newStack(world, { name, region });
  tellEmptyStack(world, stack);
  return stack;
};
