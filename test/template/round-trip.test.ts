import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { TemplateValue } from '../../src/core/template.ts';
import { parseTemplate } from '../../src/template/index.ts';

/** A property value, as JSON (long forms) and as YAML text (short forms, on one line). */
interface Both {
  readonly json: TemplateValue;
  readonly yaml: string;
}
const quoted = (text: string): Both => ({ json: text, yaml: JSON.stringify(text) });
const short = (name: string, long: string, argument: Both): Both => ({
  json: { [long]: argument.json },
  yaml: `!${name} ${argument.yaml}`,
});
const list = (items: readonly Both[]): Both => ({
  json: items.map(({ json }) => json),
  yaml: `[${items.map(({ yaml }) => yaml).join(', ')}]`,
});
const mapping = (entries: readonly (readonly [string, Both])[]): Both => ({
  json: Object.fromEntries(entries.map(([key, { json }]) => [key, json])),
  yaml: `{${entries.map(([key, { yaml }]) => `${JSON.stringify(key)}: ${yaml}`).join(', ')}}`,
});

const id = fc.constantFrom('A', 'B', 'P');
const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9:_-]{0,8}$/);
const { value } = fc.letrec<{ value: Both }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string().map(quoted),
    fc.oneof(fc.integer(), fc.boolean()).map((plain): Both => ({ json: plain, yaml: String(plain) })),
    id.map((name) => short('Ref', 'Ref', quoted(name))),
    id.map((): Both => ({ json: { 'Fn::GetAtt': ['A', 'Arn.Part'] }, yaml: '!GetAtt A.Arn.Part' })),
    fc.string().map((text) => short('Sub', 'Fn::Sub', quoted(`${text.replaceAll('$', '')}\${A.Arn}`))),
    fc
      .array(tie('value'), { maxLength: 3 })
      .map((items) => short('Join', 'Fn::Join', list([quoted('-'), list(items)]))),
    tie('value').map((inner) => short('Select', 'Fn::Select', list([{ json: 0, yaml: '0' }, list([inner])]))),
    fc.array(tie('value'), { maxLength: 3 }).map(list),
    fc.uniqueArray(fc.tuple(key, tie('value')), { maxLength: 3, selector: ([name]) => name }).map(mapping),
  ),
}));

const plain = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

it('short forms in YAML, long forms in YAML and long forms in JSON read the same', () => {
  fc.assert(
    fc.property(value, ({ json, yaml }) => {
      const parameters = { P: { Type: 'String' } };
      const long = {
        Parameters: parameters,
        Resources: { A: { Type: 'T' }, B: { Type: 'T', Properties: { X: json } } },
      };
      const texts = [
        `Parameters: {P: {Type: String}}\nResources:\n  A: {Type: T}\n  B:\n    Type: T\n    Properties:\n      X: ${yaml}\n`,
        stringify(long, {
          defaultStringType: 'QUOTE_DOUBLE',
          defaultKeyType: 'QUOTE_DOUBLE',
          aliasDuplicateObjects: false,
        }),
        JSON.stringify(long),
        JSON.stringify(long, null, '\t'),
      ];
      for (const text of texts)
        expect(plain(parseTemplate(text).resources.get('B')?.properties['X']), text).toEqual(plain(json));
    }),
    { numRuns: 150 },
  );
});
