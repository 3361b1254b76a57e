import { Composer, CST, Lexer, LineCounter, Parser } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import { isInstallError } from '../../core/errors.ts';
import { shortText } from '../../core/text.ts';
import { templateInvalid } from '../errors.ts';
import { nestingLimit, tokenLimit } from './limits.ts';
import { withDeepQuotedLines } from './quoted-lines.ts';
import { longFormOf } from './short-forms.ts';

export interface YamlDocument {
  readonly contents: ParsedNode | null;
  lineAt(offset: number): number;
}

/** Lexemes that may not follow themselves: a file made of them only piles up a million errors. */
const single: readonly (string | null)[] = [
  'comma',
  'tag',
  'anchor',
  'directive-line',
  'doc-start',
  'doc-end',
];
const spacing: readonly (string | null)[] = ['space', 'newline', 'comment'];

/**
 * YAML (and so JSON) text as nodes. Scalars stay text: `plain-scalar.ts` says what they mean.
 * The lexer is driven step by step, so that a hostile file is refused where it turns hostile: at its first alias
 * (CloudFormation supports none, and they are how a small file becomes a huge one) or where it nests too deep.
 */
export function readDocument(text: string): YamlDocument {
  try {
    return readStrictly(text);
  } catch (error) {
    const indented = isInstallError(error) ? withDeepQuotedLines(text) : undefined;
    if (indented === undefined) throw error;
    return readStrictly(indented);
  }
}

const readStrictly = (text: string): YamlDocument => {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const composer = strictComposer(lineAt);
  const documents = [...composer.compose(tokens(text, lines))];
  const [document] = documents;
  if (documents.length > 1)
    throw templateInvalid('The file holds more than one YAML document; only one is taken.', {
      line: lineAt((documents[1] as Document.Parsed).range[0]),
    });
  return { contents: document?.contents ?? null, lineAt };
};

/**
 * The library gathers every error before it returns, and a hostile file holds a million; here the first one ends it.
 * Its own guard against deep recursion catches what is thrown, so the first error is thrown again.
 */
const strictComposer = (lineAt: (offset: number) => number): Composer => {
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  let first: Error | undefined;
  const onError: ComposeErrorHandler = (source, _code, message, warning) => {
    if (warning === true) return;
    first ??= syntaxError(message, lineAt(offsetOf(source)));
    throw first;
  };
  return Object.assign(composer, { onError });
};

type ComposeErrorHandler = (
  source: number | readonly number[] | { readonly offset: number },
  code: string,
  message: string,
  warning?: boolean,
) => void;
const offsetOf = (source: Parameters<ComposeErrorHandler>[0]): number =>
  typeof source === 'number' ? source : 'offset' in source ? source.offset : (source[0] ?? 0);

function* tokens(text: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let previous: string | null = null;
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const kind = CST.tokenType(lexeme);
    const line = (): number => lines.linePos(parser.offset).line;
    if (++count > tokenLimit)
      throw templateInvalid(`more than ${tokenLimit} values and marks stand before it.`, { line: line() });
    if (kind === 'alias') throw aliasError(lexeme, line());
    if (kind === 'tag') checkTag(lexeme, line());
    if (kind === 'double-quoted-scalar') checkEscapes(lexeme, line());
    if (kind === previous && single.includes(kind))
      throw syntaxError(`"${lexeme}" stands twice in a row`, line());
    if (!spacing.includes(kind)) previous = kind;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'error') throw syntaxError(token.message, line());
      yield token;
    }
    if (parser.stack.length > nestingLimit)
      throw templateInvalid(`values are nested more than ${nestingLimit} levels deep.`, { line: line() });
  }
  yield* parser.end();
}

/** Known here already, so that the first of a million stray ones ends the reading. */
const checkTag = (tag: string, line: number): void => {
  if (tag !== '!' && !tag.startsWith('!!') && longFormOf(tag) === undefined)
    throw templateInvalid(`"${shortText(tag)}" is not a function CloudFormation knows.`, { line });
};

const escape = /\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[\s\S])/gi;
const shortEscape = /^[0abt\tnvfre "/\\N_LP\r\n]$/;
const checkEscapes = (quoted: string, line: number): void => {
  for (const [whole, body = ''] of quoted.matchAll(escape))
    if (body.length === 1 && !shortEscape.test(body))
      throw syntaxError(`"${whole}" is no escape sequence that YAML knows`, line);
};

const syntaxError = (message: string, line: number): Error =>
  templateInvalid(`not valid YAML or JSON: ${shortText(message, 200)}.`, { line });

const aliasError = (lexeme: string, line: number): Error =>
  templateInvalid(`"${shortText(lexeme)}" is a YAML alias, which CloudFormation does not support.`, {
    line,
    hint: 'Write the repeated part out in full (aliases, anchors and "<<" merges all have to go).',
  });
