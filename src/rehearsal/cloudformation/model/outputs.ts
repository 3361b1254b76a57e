import { isInstallError } from '../../../core/errors.ts';
import type { TemplateOutput, TemplateValue } from '../../../core/template.ts';
import { activeResources, evaluateConditions, type Scope } from '../../../template/index.ts';
import { ServiceError } from '../../service.ts';
import { exportsOf, plain, scopeOf } from './scope.ts';
import type { OutputRecord, StackRecord, Definition } from './stack-record.ts';
import type { Plain } from './values.ts';
import type { World } from './world.ts';

/** Outputs by real evaluation; those whose condition is false are not there. */
function outputsOf(world: World, stack: StackRecord, definition: Definition): readonly OutputRecord[] {
  const scope = scopeOf(world, stack, definition);
  const outputs: OutputRecord[] = [];
  for (const output of activeOutputs(scope)) {
    const value = plain(output.value, scope);
    if (value !== undefined) checkOutputText(value);
    const exportName = output.exportName === undefined ? undefined : textAt(output.exportName, scope);
    outputs.push({
      key: output.key,
      value: String(value ?? ''),
      description: output.description,
      exportName,
    });
  }
  return outputs;
}

/** Those whose condition holds. */
export function activeOutputs(scope: Scope): readonly TemplateOutput[] {
  const conditions = evaluateConditions(scope);
  return [...scope.template.outputs.values()].filter(
    ({ condition }) => condition === undefined || conditions.get(condition) !== false,
  );
}

/** A list has to be joined, by the template. @throws ServiceError ValidationError */
export function checkOutputText(value: Plain): void {
  if (typeof value !== 'object' || value === null) return;
  throw new ServiceError(
    'ValidationError',
    'Template format error: The Value field of every Outputs member must evaluate to a String.',
  );
}

/** The outputs, or the words of a stack that cannot work them out. */
export function outputsOrReason(
  world: World,
  stack: StackRecord,
  definition: Definition,
): readonly OutputRecord[] | string {
  try {
    return outputsOf(world, stack, definition);
  } catch (error) {
    if (error instanceof ServiceError) return error.message;
    if (!isInstallError(error)) throw error;
    return `[Error] /Outputs: ${error.message}`;
  }
}

const textAt = (value: Parameters<typeof plain>[0], scope: Scope): string | undefined => {
  const known = plain(value, scope);
  return known === undefined || known === null || typeof known === 'object' ? undefined : String(known);
};

/** Stacks that import one of these exports, by export name. */
export const importersOf = (world: World, owner: StackRecord, name: string): readonly StackRecord[] =>
  [...world.stacks.values()].filter(
    (stack) =>
      stack !== owner &&
      stack.region === owner.region &&
      stack.status !== 'DELETE_COMPLETE' &&
      stack.definition !== undefined &&
      importedNames(world, stack, stack.definition).has(name),
  );

/** A function around an import that is not there may find nothing to work on; that is not asked here. */
const visit = (value: TemplateValue, scope: Scope): void => {
  try {
    plain(value, scope);
  } catch (error) {
    if (!isInstallError(error)) throw error;
  }
};

/** What a condition leaves out imports nothing, and may refer to what is not there. */
const importedNames = (world: World, stack: StackRecord, definition: Definition): ReadonlySet<string> => {
  const names = new Set<string>();
  const there = exportsOf(world, stack.region);
  // The values count too: a function around an import takes it apart.
  const imports = (name: string): string => (names.add(name), there.get(name)?.value ?? '');
  const scope = { ...scopeOf(world, stack, definition), imports };
  for (const resource of activeResources(scope)) visit(resource.properties, scope);
  for (const output of activeOutputs(scope)) visit(output.value, scope);
  return names;
};

/**
 * The reason a stack ends with, or its change set, when it imports what no stack exports. AWS names one at a time; here
 * all are named at once, so that one rehearsal tells what is missing.
 */
export function missingExports(world: World, stack: StackRecord, definition: Definition): string | undefined {
  const there = exportsOf(world, stack.region);
  const missing = [...importedNames(world, stack, definition)].filter((name) => !there.has(name));
  return missing.length === 0 ? undefined : `No export named ${missing.join(', ')} found`;
}

/** The first export of the stack that another stack imports and that the new outputs lack or change. */
export function exportInUse(
  world: World,
  stack: StackRecord,
  next: readonly OutputRecord[],
): { readonly name: string; readonly by: string } | undefined {
  for (const { exportName, value } of stack.outputs) {
    if (exportName === undefined) continue;
    if (next.some((output) => output.exportName === exportName && output.value === value)) continue;
    const [importer] = importersOf(world, stack, exportName);
    if (importer !== undefined) return { name: exportName, by: importer.name };
  }
  return undefined;
}

/** An export name that another stack holds already. */
export function exportTaken(
  world: World,
  stack: StackRecord,
  next: readonly OutputRecord[],
): { readonly name: string; readonly by: string } | undefined {
  const there = exportsOf(world, stack.region);
  for (const { exportName } of next) {
    const holder = exportName === undefined ? undefined : there.get(exportName);
    if (holder !== undefined && holder.stack !== stack) return { name: holder.name, by: holder.stack.name };
  }
  return undefined;
}
