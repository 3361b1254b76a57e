import { pastedHost } from '../../account/host.ts';

/** Azure's issuer ends in `/v2.0`; its portal shows it without. */
const issuer = (input: string): string => {
  const text = input.trim().replace(/\/+$/, '');
  return /^https:\/\/login\.microsoftonline\.(com|us)\/[^/]+$/i.test(text) ? `${text}/v2.0` : text;
};

const lenientIds = {
  host: pastedHost,
  issuer,
  trim: (input: string): string => input.trim(),
  'without-spaces': (input: string): string => input.replace(/\s+/g, ''),
} as const;

export type LenientId = keyof typeof lenientIds;

/** What was typed or pasted, made what was meant. */
export const lenient = (id: LenientId): ((input: string) => string) => lenientIds[id];
