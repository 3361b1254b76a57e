import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Product } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';
import { fail, notNeeded, pass } from '../verdicts.ts';

/** The parameter that takes the key, where product and template have one. */
const keyOf = ({ licenseParameter }: Product, template: Template | undefined): string | undefined =>
  licenseParameter !== undefined && template?.parameters.has(licenseParameter) === true
    ? licenseParameter
    : undefined;

const wayToOne = ({ marketplace }: Product): string =>
  marketplace === undefined
    ? 'it came with the license.'
    : `it came with the license. Without one, subscribe at ${marketplace}.`;

const judge = ({ target, values }: CheckInput): Verdict => {
  const key = keyOf(target.product, target.template);
  if (key === undefined) return notNeeded('No license key is asked for here.');
  const value = values.get(key);
  if (value?.usePrevious === true) return pass('The stack keeps the key it has.');
  if (value === undefined || value.value.trim() === '')
    return fail(
      'The license key is empty.',
      `Give it as --param ${key}=@secretsmanager:ID, @env:NAME or @file:PATH; ${wayToOne(target.product)}`,
    );
  if (/\s/.test(value.value.trim()))
    return fail('The license key has spaces or line breaks inside.', 'Copy it again in one piece.');
  return pass(`given (${value.source})`);
};

export const licenseKey: Check<'license.key'> = {
  id: 'license.key',
  category: 'Template',
  title: 'The license key is given',
  needs: (product, template) => {
    const key = keyOf(product, template);
    return key === undefined ? [] : [key];
  },
  judge: (input) => Promise.resolve(judge(input)),
};
