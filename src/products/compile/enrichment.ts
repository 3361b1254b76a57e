import { stripControl } from '../../core/text.ts';
import type { Enrichment } from '../../core/product.ts';
import type { ParameterEntry, ProductFile } from '../file/product-file.ts';
import { lenient } from './lenient.ts';
import type { Evaluate } from './scope.ts';

/** Letters and digits that nobody mistakes for one another; RDS refuses `/`, `"`, `@` and space, and templates allow less still. */
const usualAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

const text = (entry: string | undefined): string | undefined =>
  entry === undefined ? undefined : stripControl(entry);

const generatorOf = ({ generate }: ParameterEntry): Enrichment['generate'] =>
  generate === undefined
    ? undefined
    : { length: generate.length, alphabet: generate.alphabet ?? usualAlphabet };

const conditional = (
  { askWhen, derive, propose, emptyUnless }: ParameterEntry,
  evaluate: Evaluate,
): Pick<Enrichment, 'askWhen' | 'derive' | 'propose' | 'emptyUnless'> => ({
  // What is not known yet is asked for: an answer too many does no harm.
  askWhen:
    askWhen === undefined
      ? undefined
      : (values, template) => evaluate({ values, template }).holds(askWhen) !== false,
  derive:
    derive === undefined
      ? undefined
      : (values, template) => evaluate({ values, template }).text(derive) || undefined,
  propose:
    propose === undefined
      ? undefined
      : (values, template) =>
          propose.when === undefined || evaluate({ values, template }).holds(propose.when) !== false
            ? propose.values
            : [],
  emptyUnless:
    emptyUnless === undefined
      ? undefined
      : {
          holds: (values, template) => evaluate({ values, template }).holds(emptyUnless.condition),
          why: stripControl(emptyUnless.why),
        },
});

const enrichment = (entry: ParameterEntry, evaluate: Evaluate): Enrichment => ({
  picker: entry.picker,
  role: entry.role,
  names: entry.names,
  lenient: entry.lenient === undefined ? undefined : lenient(entry.lenient),
  generate: generatorOf(entry),
  label: text(entry.label),
  explain: text(entry.explain),
  example: text(entry.example),
  keepDefault: text(entry.keepDefault),
  mayBeEmpty: entry.mayBeEmpty === true ? true : undefined,
  ...conditional(entry, evaluate),
});

export const enrichments = (
  { parameters = {} }: ProductFile,
  evaluate: Evaluate,
): Readonly<Record<string, Enrichment>> =>
  Object.fromEntries(Object.entries(parameters).map(([key, entry]) => [key, enrichment(entry, evaluate)]));
