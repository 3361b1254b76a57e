import { stripControl } from '../../core/text.ts';

const plain = /^[\w@%+=:,./-]*$/;

/**
 * A value as a shell, docker compose and the libraries of that name read it alike: within single quotes all is literal.
 * What holds a single quote itself is escaped as a shell wants it within double ones.
 */
const quoted = (value: string): string => {
  if (plain.test(value)) return value;
  return value.includes("'") ? `"${value.replace(/[\\"$`]/g, '\\$&')}"` : `'${value}'`;
};

const dotenv = (outputs: ReadonlyMap<string, string>): string =>
  [...outputs].map(([key, value]) => `${key}=${quoted(stripControl(value))}\n`).join('');

const json = (outputs: ReadonlyMap<string, string>): string =>
  `${JSON.stringify(Object.fromEntries(outputs), undefined, 2)}\n`;

/** Outputs as a document for programs; ends with a newline. */
export const formatOutputs = (outputs: ReadonlyMap<string, string>, format: 'json' | 'dotenv'): string =>
  format === 'json' ? json(outputs) : dotenv(outputs);

/** The value of one output: bare as text, else in the format's own writing. */
export function formatOutput(
  key: string,
  value: string,
  format: 'text' | 'json' | 'dotenv' | undefined,
): string {
  if (format === 'dotenv') return dotenv(new Map([[key, value]]));
  return format === 'json' ? `${JSON.stringify(value)}\n` : `${value}\n`;
}
