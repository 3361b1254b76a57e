import type { Template, TemplateValue } from '../../core/template.ts';
import { readRoot } from '../document/root.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping } from '../document/section.ts';
import { noTransform } from '../errors.ts';
import { evaluate } from '../intrinsics/evaluate.ts';
import { templateOf } from '../parse.ts';
import { include, languageExtensions, serverless, transformName } from './declared.ts';
import { mappingOf, type Expansion } from './expansion.ts';
import { withIncludes, withTopLevelInclude } from './include.ts';
import { extendLanguage } from './language-extensions.ts';
import { expandServerless } from './serverless/index.ts';

export interface ExpansionInput {
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
  readonly pseudo: ReadonlyMap<string, string>;
  /** The text at an `s3://` or `https://` location. @throws Error in AWS's words */
  readonly include: (location: string) => string;
}

/**
 * The template that CloudFormation works with once its macros have run: includes from the innermost out, then what
 * `Transform` lists, in order. Its text is JSON, as `GetTemplate` tells the processed one.
 * @throws InstallError `template-invalid` for a macro that is not AWS's own, and where one of AWS's would fail
 */
export function expandTransforms(template: Template, input: ExpansionInput): Template {
  if (template.transforms.length === 0) return template;
  const { value } = readRoot(template.text);
  if (!isMapping(value)) return template;
  const expansion: Expansion = {
    include: input.include,
    known: (part) => {
      const { parameters, pseudo } = input;
      const evaluated = evaluate(part, { template, parameters, pseudo });
      return evaluated.known ? evaluated.value : undefined;
    },
  };
  let root = withIncludes(withoutTransform(value), expansion);
  for (const one of listed(value['Transform'])) root = applied(root, one, expansion);
  const { duplicateKeys } = template;
  return templateOf({ root, text: JSON.stringify(root, undefined, 2), format: 'json', duplicateKeys });
}

const listed = (value: TemplateValue | undefined): readonly TemplateValue[] =>
  value === undefined ? [] : isList(value) ? value.flatMap(listed) : [value];

const withoutTransform = (root: Mapping): Mapping =>
  mappingOf(Object.entries(root).filter(([name]) => name !== 'Transform'));

const applied = (root: Mapping, one: TemplateValue, expansion: Expansion): Mapping => {
  const name = transformName(one) ?? '';
  switch (name) {
    case languageExtensions:
      return extendLanguage(root, expansion);
    case serverless:
      return expandServerless(root, expansion);
    case include:
      return isMapping(one) ? withTopLevelInclude(root, one, expansion) : root;
    default:
      throw noTransform(name);
  }
};
