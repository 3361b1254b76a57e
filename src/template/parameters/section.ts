import type { TemplateParameter } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import type { Mapping } from '../document/section.ts';
import {
  at,
  checkKeys,
  checkName,
  descriptionAt,
  mappingAt,
  numberAt,
  textAt,
  textsAt,
  wrong,
} from '../document/section.ts';
import { isParameterType } from './types.ts';

/** CloudFormation's limit on one parameter's description, in characters of which we count bytes. */
const parameterDescriptionLimit = 4000;

export function readParameters(
  template: Mapping,
  labels: ReadonlyMap<string, string>,
): ReadonlyMap<string, TemplateParameter> {
  const section = mappingAt(at(template, 'Parameters', ''));
  return new Map(
    Object.keys(section).map((key) => [key, readParameter(section, key, labels.get(key))] as const),
  );
}

const attributes = [
  'Type',
  'Default',
  'NoEcho',
  'Description',
  'AllowedValues',
  'AllowedPattern',
  'ConstraintDescription',
  'MinLength',
  'MaxLength',
  'MinValue',
  'MaxValue',
];

const readParameter = (section: Mapping, key: string, label: string | undefined): TemplateParameter => {
  const place = at(section, key, 'Parameters');
  checkName(place);
  const body = mappingAt(place);
  checkKeys(place, attributes, 'a parameter');
  const field = (name: string) => at(body, name, place.path);
  const type = textAt(field('Type'));
  if (type === undefined) throw wrong(place, 'has no Type');
  if (!isParameterType(type))
    throw wrong(field('Type'), `is "${shortText(type)}", which is no parameter type of CloudFormation`);
  const parameter: TemplateParameter = {
    key,
    type,
    noEcho: textAt(field('NoEcho'))?.toLowerCase() === 'true',
    ...optional('default', textAt(field('Default'))),
    ...optional('allowedValues', textsAt(field('AllowedValues'))),
    ...optional('allowedPattern', textAt(field('AllowedPattern'))),
    ...optional('constraintDescription', textAt(field('ConstraintDescription'))),
    ...optional('minLength', numberAt(field('MinLength'))),
    ...optional('maxLength', numberAt(field('MaxLength'))),
    ...optional('minValue', numberAt(field('MinValue'))),
    ...optional('maxValue', numberAt(field('MaxValue'))),
    ...optional('description', descriptionAt(field('Description'), parameterDescriptionLimit)),
    ...optional('label', label),
  };
  return parameter;
};

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
