import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { fail, pass, skipped } from '../verdicts.ts';

const key = 'LicenseKey';

const judge = ({ target, values }: CheckInput): Verdict => {
  if (target.template?.parameters.has(key) !== true) return skipped('No license key is asked for here.');
  const value = values.get(key);
  if (value?.usePrevious === true) return pass('The stack keeps the key it has.');
  if (value === undefined || value.value.trim() === '')
    return fail(
      'The license key is empty.',
      `Give it as --param ${key}=@secretsmanager:ID, @env:NAME or @file:PATH; it came with the license.`,
    );
  if (/\s/.test(value.value.trim()))
    return fail('The license key has spaces or line breaks inside.', 'Copy it again in one piece.');
  return pass(`given (${value.source})`);
};

export const licenseKey: Check<'license.key'> = {
  id: 'license.key',
  category: 'Template',
  title: 'The license key is given',
  needs: (_product, template) => (template?.parameters.has(key) === true ? [key] : []),
  judge: (input) => Promise.resolve(judge(input)),
};
