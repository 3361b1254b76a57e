import { pastedHost, siblingHost } from '../../account/host.ts';
import type { TemplateValue } from '../../core/template.ts';
import type { ScopeFunction } from '../../template/index.ts';

type EvaluateArgument = Parameters<ScopeFunction>[1];

const textOf = (value: TemplateValue | undefined): string | undefined =>
  typeof value === 'object' || value === undefined ? undefined : String(value);

const itemsOf = (argument: TemplateValue): readonly TemplateValue[] =>
  Array.isArray(argument) ? (argument as readonly TemplateValue[]) : [argument];

const texts = (argument: TemplateValue, evaluate: EvaluateArgument): readonly (string | undefined)[] =>
  itemsOf(argument).map((item) => textOf(evaluate(item)));

/** `[first.rest, registry]` is `first-registry.rest`; of no host there is no sibling. */
const sibling: ScopeFunction = (argument, evaluate) => {
  const [host, suffix] = texts(argument, evaluate);
  if (host === undefined || suffix === undefined) return undefined;
  return siblingHost(pastedHost(host), suffix);
};

/** The first that is known and not empty. */
const firstOf: ScopeFunction = (argument, evaluate) =>
  texts(argument, evaluate).find((text) => text !== undefined && text.trim() !== '');

/** A host as DNS has it, whatever was pasted. */
const hostOf: ScopeFunction = (argument, evaluate) => {
  const [text] = texts(argument, evaluate);
  return text === undefined ? undefined : pastedHost(text);
};

const fieldOf = (json: string, name: string): string | undefined => {
  try {
    const read: unknown = JSON.parse(json);
    if (typeof read !== 'object' || read === null) return undefined;
    const field: unknown = Object.entries(read).find(([key]) => key === name)?.[1];
    return typeof field === 'string' && field.trim() !== '' ? field : undefined;
  } catch {
    return undefined;
  }
};

/** `[json, name]`: the text under a name of a JSON object. */
const jsonField: ScopeFunction = (argument, evaluate) => {
  const [json, name] = texts(argument, evaluate);
  return json === undefined || name === undefined ? undefined : fieldOf(json, name);
};

/** What expressions of product files know beyond CloudFormation's functions. */
export const productFunctions: ReadonlyMap<string, ScopeFunction> = new Map([
  ['Fn::FirstOf', firstOf],
  ['Fn::HostOf', hostOf],
  ['Fn::JsonField', jsonField],
  ['Fn::SiblingHost', sibling],
]);
