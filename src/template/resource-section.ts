import type { TemplateOutput, TemplateResource } from '../core/template.ts';
import { shortText } from '../core/text.ts';
import { templateInvalid } from './errors.ts';
import { hasSnapshots } from './resource-type.ts';
import { isLoop } from './transforms/declared.ts';
import { lineOf, rememberPlace } from './document/lines.ts';
import type { Mapping, DocumentPath } from './document/section.ts';
import {
  at,
  checkKeys,
  checkName,
  descriptionAt,
  isList,
  isMapping,
  mappingAt,
  textAt,
  textsAt,
  wrong,
} from './document/section.ts';

/** Loops and includes of whole entries are a transform's to expand; what they become is not known before. */
const named = (section: Mapping, template: Mapping): readonly string[] =>
  Object.keys(section).filter((key) => {
    const body = section[key];
    const brought = isMapping(body) && 'Fn::Transform' in body && !('Type' in body) && !('Value' in body);
    return !(isLoop(key) && 'Transform' in template) && key !== 'Fn::Transform' && !brought;
  });

export function readResources(template: Mapping): ReadonlyMap<string, TemplateResource> {
  const section = mappingAt(at(template, 'Resources', ''));
  if (Object.keys(section).length === 0)
    throw templateInvalid('The template has no Resources, so there is nothing to create.', {
      line: lineOf(template, 'Resources'),
      hint: 'Check that the file or URL is the CloudFormation template and not something else.',
    });
  return new Map(
    named(section, template).map(
      (id) => [id, readResource(at(section, id, 'Resources'), 'Transform' in template)] as const,
    ),
  );
}

/** `Version` is of custom resources alone. */
const attributes = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'Metadata',
  'CreationPolicy',
  'UpdatePolicy',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Version',
];

const readResource = (place: DocumentPath, rewritten: boolean): TemplateResource => {
  checkName(place);
  const body = mappingAt(place);
  const field = (key: string): DocumentPath => at(body, key, place.path);
  const type = textAt(field('Type'));
  if (type === undefined) throw wrong(place, 'has no Type');
  // A macro may take attributes of its own, and an include bring some.
  if (!rewritten && !('Fn::Transform' in body)) checkKeys(place, attributes, 'a resource');
  return remembered(place, {
    logicalId: place.key,
    type,
    properties: mappingAt(field('Properties')),
    dependsOn: dependsOn(field('DependsOn')),
    condition: textAt(field('Condition')),
    deletionPolicy: policyAt(field('DeletionPolicy'), type, rewritten),
    updateReplacePolicy: policyAt(field('UpdateReplacePolicy'), type, rewritten),
    creationPolicy: body['CreationPolicy'],
    metadata: body['Metadata'],
  });
};

/** With the language extensions a policy may be a function, and is not known until they have run. */
const policyAt = (place: DocumentPath, type: string, rewritten: boolean): string | undefined => {
  if (rewritten && isMapping(place.owner[place.key])) return undefined;
  const policy = textAt(place);
  const onCreate = place.key === 'DeletionPolicy' ? ['RetainExceptOnCreate'] : [];
  const known = ['Delete', 'Retain', ...onCreate, ...(hasSnapshots(type) ? ['Snapshot'] : [])];
  if (policy === undefined || known.includes(policy)) return policy;
  throw wrong(place, `is "${shortText(policy)}"; for ${shortText(type)} it may be ${known.join(', ')}`);
};

const dependsOn = (place: DocumentPath): readonly string[] => {
  const value = place.owner[place.key];
  if (isList(value)) return textsAt(place) ?? [];
  const single = textAt(place);
  return single === undefined ? [] : [single];
};

export function readOutputs(template: Mapping): ReadonlyMap<string, TemplateOutput> {
  const section = mappingAt(at(template, 'Outputs', ''));
  return new Map(
    named(section, template).map((key) => [key, readOutput(at(section, key, 'Outputs'))] as const),
  );
}

const readOutput = (place: DocumentPath): TemplateOutput => {
  checkName(place);
  const body = mappingAt(place);
  const value = body['Value'];
  if (value === undefined) throw wrong(place, 'has no Value');
  return remembered(place, {
    key: place.key,
    value,
    description: descriptionAt(at(body, 'Description', place.path)),
    exportName: mappingAt(at(body, 'Export', place.path))['Name'],
    condition: textAt(at(body, 'Condition', place.path)),
  });
};

/** Keeps the line of its name, for faults found once the whole template is read. */
const remembered = <T extends object>(place: DocumentPath, entity: T): T => {
  rememberPlace(entity, place.owner, place.key);
  return entity;
};
