/** A value as written in a flag, the environment or an answers file (contract: typed text is literal instead). */
export type ParsedReference =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'prompt' }
  | { readonly kind: 'generate' }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'secretsmanager'; readonly id: string; readonly jsonKey?: string }
  | { readonly kind: 'ssm'; readonly name: string }
  /** Begins with `@` and is none of these: refused, never sent as it stands. */
  | { readonly kind: 'unknown' };

/** What a reference may be, for the sentence that refuses another. */
export const referenceForms =
  '@secretsmanager:ID[#key], @env:NAME, @file:PATH, @ssm:NAME, @generate, @prompt (a text that begins with @ is written @@…)';

const secret = (argument: string): ParsedReference => {
  const hash = argument.indexOf('#');
  if (hash === -1) return { kind: 'secretsmanager', id: argument };
  const [id, jsonKey] = [argument.slice(0, hash), argument.slice(hash + 1)];
  return id === '' || jsonKey === '' ? { kind: 'unknown' } : { kind: 'secretsmanager', id, jsonKey };
};

/** Total: every text is something. */
export function parseReference(text: string): ParsedReference {
  if (!text.startsWith('@')) return { kind: 'literal', text };
  if (text.startsWith('@@')) return { kind: 'literal', text: text.slice(1) };
  if (text === '@prompt') return { kind: 'prompt' };
  if (text === '@generate') return { kind: 'generate' };
  const colon = text.indexOf(':');
  const [name, argument] = [text.slice(1, colon), text.slice(colon + 1)];
  if (colon === -1 || argument === '') return { kind: 'unknown' };
  switch (name) {
    case 'env':
      return { kind: 'env', name: argument };
    case 'file':
      return { kind: 'file', path: argument };
    case 'secretsmanager':
      return secret(argument);
    case 'ssm':
      return { kind: 'ssm', name: argument };
    default:
      return { kind: 'unknown' };
  }
}

/** True for what leads to a value kept elsewhere. */
export const isReference = (text: string | undefined): boolean =>
  text !== undefined && !['literal', 'prompt', 'unknown'].includes(parseReference(text).kind);

/** A literal as it must be written so that it is read back as itself. */
export const escapeLiteral = (text: string): string => (text.startsWith('@') ? `@${text}` : text);
