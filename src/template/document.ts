import { Composer, CST, Lexer, LineCounter, Parser } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import { shortText } from './control.ts';
import { templateInvalid } from './invalid.ts';
import { nestingLimit } from './limits.ts';

export interface YamlDocument {
  readonly contents: ParsedNode | null;
  lineAt(offset: number): number;
}

/** Lexemes that may not follow themselves: a file made of them only piles up a million errors. */
const single: readonly (string | null)[] = ['comma', 'tag', 'anchor', 'directive'];
const spacing: readonly (string | null)[] = ['space', 'newline', 'comment'];

/**
 * YAML (and so JSON) text as nodes. Scalars stay text: `plain-scalar.ts` says what they mean.
 * The lexer is driven step by step, so that a hostile file is refused where it turns hostile: at its first alias
 * (CloudFormation supports none, and they are how a small file becomes a huge one) or where it nests too deep.
 */
export const readDocument = (text: string): YamlDocument => {
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const composer = new Composer({
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens(text, lines))];
  const [document] = documents;
  const error = document?.errors[0];
  if (error !== undefined) throw syntaxError(error.message, lineAt(error.pos[0]));
  if (documents.length > 1)
    throw templateInvalid('The file holds more than one YAML document; CloudFormation takes one.', {
      line: lineAt((documents[1] as Document.Parsed).range[0]),
    });
  return { contents: document?.contents ?? null, lineAt };
};

function* tokens(text: string, lines: LineCounter): Generator<CST.Token> {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let previous: string | null = null;
  for (const lexeme of new Lexer().lex(text)) {
    const kind = CST.tokenType(lexeme);
    const line = (): number => lines.linePos(parser.offset).line;
    if (kind === 'alias') throw aliasError(lexeme, line());
    if (kind === previous && single.includes(kind))
      throw syntaxError(`"${lexeme}" stands twice in a row`, line());
    if (!spacing.includes(kind)) previous = kind;
    yield* parser.next(lexeme);
    if (parser.stack.length > nestingLimit)
      throw templateInvalid(`values are nested more than ${nestingLimit} levels deep.`, { line: line() });
  }
  yield* parser.end();
}

const syntaxError = (message: string, line: number): Error =>
  templateInvalid(`not valid YAML or JSON: ${shortText(message, 200)}.`, { line });

const aliasError = (lexeme: string, line: number): Error =>
  templateInvalid(`"${shortText(lexeme)}" is a YAML alias, which CloudFormation does not support.`, {
    line,
    hint: 'Write the repeated part out in full (aliases, anchors and "<<" merges all have to go).',
  });
