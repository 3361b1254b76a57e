import type { Template } from '../core/template.ts';
import { stripControl } from '../core/text.ts';
import { tooLarge } from './document/decode.ts';
import { readRoot } from './document/root.ts';
import { readGroups, readLabels } from './parameters/interface-metadata.ts';
import { templateInvalid } from './errors.ts';
import { byteLength, templateLimit } from './document/limits.ts';
import { readParameters } from './parameters/section.ts';
import { readOutputs, readResources } from './resource-section.ts';
import type { Mapping } from './document/section.ts';
import { at, descriptionAt, isMapping, mappingAt } from './document/section.ts';
import { checkSections } from './sections.ts';
import { checkRules } from './rules/check.ts';
import { readRules } from './rules/section.ts';
import { isLoop, readTransforms } from './transforms/declared.ts';
import { checkReferences } from './intrinsics/unresolved.ts';

const notATemplate = 'Check that the file or URL is the CloudFormation template and not something else.';

/** One run reads the same few texts again and again, and a large one takes a quarter of a second. */
const recent = new Map<string, Template>();
const recentLimit = 4;

/**
 * YAML or JSON text as a template; everything CloudFormation would refuse before creating anything is refused here.
 * @throws InstallError `template-invalid` with the line, and nothing else, whatever the text is.
 */
export function parseTemplate(text: string): Template {
  const template = recent.get(text) ?? readTemplate(text);
  recent.delete(text);
  recent.set(text, template);
  const [oldest] = recent.keys();
  if (recent.size > recentLimit && oldest !== undefined) recent.delete(oldest);
  return template;
}

function readTemplate(text: string): Template {
  const bytes = byteLength(text);
  if (bytes > templateLimit) throw tooLarge(bytes);
  const { root, format } = rootOf(text);
  return templateOf(root, text, format);
}

/** The template that a document's outermost mapping describes. @throws InstallError `template-invalid` */
export function templateOf(root: Mapping, text: string, format: Template['format']): Template {
  checkSections(root);
  const transforms = readTransforms(root);
  const parameters = readParameters(root, readLabels(root));
  const description = descriptionAt(at(root, 'Description', ''));
  const template: Template = {
    text,
    format,
    parameters,
    groups: readGroups(root, parameters.keys()),
    rules: readRules(root),
    mappings: mappingAt(at(root, 'Mappings', '')),
    conditions: new Map(
      Object.entries(mappingAt(at(root, 'Conditions', ''))).filter(([name]) => !isLoop(name)),
    ),
    resources: readResources(root),
    outputs: readOutputs(root),
    transforms,
    metadata: mappingAt(at(root, 'Metadata', '')),
    description: description === undefined ? undefined : stripControl(description),
  };
  // A macro may add what is referred to; only CloudFormation knows then.
  if (transforms.length === 0) {
    checkRules(template);
    checkReferences(template);
  }
  return template;
}

const rootOf = (text: string): { readonly root: Mapping; readonly format: Template['format'] } => {
  if (text.replace(/^\ufeff/, '').trim() === '')
    throw templateInvalid('The template is empty.', { hint: notATemplate });
  const { value: root, format } = readRoot(text);
  if (!isMapping(root))
    throw templateInvalid(
      /^\ufeff?\s*</.test(text)
        ? 'This is a web page or XML, not a CloudFormation template.'
        : 'The template is not a mapping of sections such as Parameters and Resources.',
      { hint: notATemplate },
    );
  return { root, format };
};
