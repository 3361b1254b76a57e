import type { Template, TemplateValue } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { templateInvalid } from '../errors.ts';
import { lineOf } from '../document/lines.ts';
import { isPseudo } from './pseudo-parameters.ts';
import type { Reference } from './references.ts';
import { referencesOf, referencesOfResource } from './references.ts';
import { isList, isMapping } from '../document/section.ts';
import { isVariableName } from './sub.ts';

/**
 * Everything referred to must be there: CloudFormation refuses the whole template otherwise.
 * @throws InstallError `template-invalid` naming the first that is not.
 */
export function checkReferences(template: Template): void {
  for (const resource of template.resources.values()) {
    const path = `Resources.${resource.logicalId}`;
    for (const reference of referencesOfResource(resource)) checkReference(reference, path, template);
    for (const id of resource.dependsOn)
      if (!template.resources.has(id)) throw unresolved(id, path, resource, 'resource');
    checkCondition(resource.condition, path, template, resource);
  }
  for (const output of template.outputs.values()) {
    const path = `Outputs.${output.key}`;
    for (const reference of referencesOf([output.value, output.exportName ?? '']))
      checkReference(reference, path, template);
    checkCondition(output.condition, path, template, output);
  }
  for (const [name, value] of template.conditions) checkConditionBody(name, value, template);
}

const checkReference = ({ kind, name, owner }: Reference, path: string, template: Template): void => {
  if (kind === 'condition') return checkCondition(name, path, template, owner);
  if (kind === 'att') {
    if (!template.resources.has(name)) throw unresolved(name, path, owner, 'resource');
    return;
  }
  if (isPseudo(name) || template.parameters.has(name) || template.resources.has(name)) return;
  if (!isVariableName(name))
    throw templateInvalid(`${shortText(path)} refers to "${shortText(name)}", which is no name.`, {
      line: lineOf(owner),
      hint: 'In a Fn::Sub text, write ${!Name} where ${Name} is meant literally.',
    });
  throw unresolved(name, path, owner, 'parameter or resource');
};

const checkCondition = (name: string | undefined, path: string, template: Template, owner: unknown): void => {
  if (name !== undefined && !template.conditions.has(name)) throw unresolved(name, path, owner, 'condition');
};

/** Conditions are decided before any resource exists, so they may refer to parameters only. */
const checkConditionBody = (name: string, value: TemplateValue, template: Template): void => {
  const path = `Conditions.${name}`;
  for (const reference of referencesOf(value)) {
    const known =
      reference.kind === 'ref' && (isPseudo(reference.name) || template.parameters.has(reference.name));
    if (!known) throw unresolved(reference.name, path, reference.owner, 'parameter');
  }
  for (const inner of conditionNames(value)) checkCondition(inner, path, template, value);
};

/** Names in `{Condition: name}`. */
function* conditionNames(value: TemplateValue): Generator<string> {
  if (isList(value)) for (const item of value) yield* conditionNames(item);
  if (!isMapping(value)) return;
  for (const [key, item] of Object.entries(value))
    if (key === 'Condition' && typeof item === 'string') yield item;
    else yield* conditionNames(item);
}

/** @param owner what it stands in; its line is looked up for a fault only */
const unresolved = (name: string, path: string, owner: unknown, kind: string): Error =>
  templateInvalid(`${shortText(path)} refers to "${shortText(name)}", but there is no such ${kind} in it.`, {
    line: lineOf(owner),
  });
