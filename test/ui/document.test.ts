import { describe, expect, it } from 'vitest';
import { makeStyle } from '../../src/ui/text/style.ts';
import { documentText } from '../../src/ui/views/document.ts';

const style = makeStyle({ width: 40, colors: 0, ascii: false });
const shown = (text: string, heads?: readonly number[]): string =>
  documentText({ type: 'text', text, heads }, style);

describe('a page to read', () => {
  it('breaks the items of its lists between words, under their first', () => {
    const page =
      'At the provider:\n  10. Create an app integration of type web application.\n  - Leave it off.\n';
    expect(shown(page, [0])).toBe(
      'At the provider:\n  10. Create an app integration of type\n      web application.\n  - Leave it off.\n',
    );
  });

  it('keeps an address or a command of its lists in one piece', () => {
    const address = `https://${'a'.repeat(60)}.example.com`;
    expect(shown(`Where:\n  1. Enter ${address}\n`, [0])).toBe(`Where:\n  1. Enter\n     ${address}\n`);
    const command = 'quilt-install upgrade --reuse-template --param Key=Value';
    expect(shown(`What:\n  - ${command}\n`, [0])).toContain(command);
  });

  it('leaves tables and code as they stand', () => {
    const table = `Name  ${'-'.repeat(60)}\n    code ${'x '.repeat(40)}\n`;
    expect(shown(`Head\n${table}`, [0])).toBe(`Head\n${table}`);
  });
});

it('a document for programs is not touched, however wide', () => {
  const text = `  - ${'item '.repeat(30)}\n`;
  expect(shown(text)).toBe(text);
});
