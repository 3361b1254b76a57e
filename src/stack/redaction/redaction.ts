import { withoutSecrets } from '../../core/secret-masking.ts';
import { noEchoMask } from '../../core/parameter.ts';
import { namesSecret } from './names.ts';
import { rules } from './rules.ts';

/**
 * Text without secrets: those given, in every form they may be echoed in, and everything that is shaped like one.
 * @param secrets values known to be secret, such as NoEcho parameters of this run.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = withoutSecrets(text, secrets);
  for (const [pattern, replacement] of rules) clean = clean.replace(pattern, replacement);
  return clean;
}

/** `{ Name: 'DB_PASSWORD', Value: '…' }` */
const tellsSecret = (entries: readonly (readonly [string, unknown])[]): boolean =>
  entries.some(
    ([key, one]) => /^(?:parameter)?(?:name|key)$/i.test(key) && typeof one === 'string' && namesSecret(one),
  );

/** The same for data: values under a secret's name go whole, all other strings are redacted as text. */
export function redactData(value: unknown, secrets: readonly string[] = []): unknown {
  if (typeof value === 'string') return redact(value, secrets);
  if (Array.isArray(value)) return value.map((one: unknown) => redactData(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value) as (readonly [string, unknown])[];
  const pair = tellsSecret(entries);
  const masked = (key: string): boolean => namesSecret(key) || (pair && /^(?:parameter)?value$/i.test(key));
  return Object.fromEntries(
    entries.map(([key, one]) => [
      redact(key, secrets),
      masked(key) && typeof one === 'string' && one !== '' ? noEchoMask : redactData(one, secrets),
    ]),
  );
}
