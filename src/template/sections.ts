import type { TemplateValue } from '../core/template.ts';
import { shortText } from '../core/text.ts';
import { templateInvalid } from './errors.ts';
import { sectionLimits } from './document/limits.ts';
import { lineOf } from './document/lines.ts';
import type { Mapping } from './document/section.ts';
import { isList, isMapping, textOf } from './document/section.ts';

const known = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Resources',
  'Outputs',
  'Hooks',
  // Of the serverless transform.
  'Globals',
];
const versions = ['2010-09-09'];
/** CloudFormation refuses null in these, and takes it in Metadata. */
const withoutNull = ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'];

/** The template's outermost rules: its sections, its version, its counts. */
export function checkSections(template: Mapping): void {
  checkKeys(template);
  const version = template['AWSTemplateFormatVersion'];
  if (version !== undefined && !versions.includes(textOf(version) ?? ''))
    throw templateInvalid('AWSTemplateFormatVersion must be 2010-09-09, the only one there is.', {
      line: lineOf(template, 'AWSTemplateFormatVersion'),
    });
  for (const [section, limit] of Object.entries(sectionLimits)) {
    const value = template[section];
    const count = isMapping(value) ? Object.keys(value).length : 0;
    if (count > limit)
      throw templateInvalid(`${section} has ${count} entries; CloudFormation takes at most ${limit}.`, {
        line: lineOf(template, section),
      });
  }
  for (const section of withoutNull)
    if (template[section] !== undefined) checkNull(template, section, section);
}

const checkKeys = (template: Mapping): void => {
  const stray = Object.keys(template).find((key) => !known.includes(key));
  if (stray === undefined) return;
  throw templateInvalid(`"${shortText(stray)}" is no section of a CloudFormation template.`, {
    line: lineOf(template, stray),
    hint: `Check that this is the template, and how that name is spelt; the sections are ${known.slice(0, 10).join(', ')}.`,
  });
};

/** Lines are looked up for a fault only: of a JSON text that is a reading of its own. */
const checkNull = (owner: Mapping | readonly TemplateValue[], key: string | number, path: string): void => {
  const value = isList(owner) ? owner[Number(key)] : owner[key];
  if (value === null)
    throw templateInvalid(`${shortText(path, 120)} is empty (null), which CloudFormation refuses.`, {
      line: lineOf(owner, key),
    });
  if (isList(value)) for (const index of value.keys()) checkNull(value, index, `${path}.${index}`);
  else if (isMapping(value))
    for (const name of Object.keys(value)) if (name !== 'Metadata') checkNull(value, name, `${path}.${name}`);
};
