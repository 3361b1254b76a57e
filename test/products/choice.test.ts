import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  namedProduct,
  recognisedProduct,
  referenceTemplate,
  shippedProduct,
  stackSignature,
  templateSignature,
} from '../../src/products/index.ts';
import { bestMatches } from '../../src/products/choice/recognise.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { acme } from './files.ts';

const clock = { during: <T>(work: Promise<T>): Promise<T> => work };

const portsWith = (text: string) => ({
  clock,
  packageFolder: '.',
  files: {
    read: (name: string) => (name.endsWith('.schema.json') ? readFile(name, 'utf8') : Promise.resolve(text)),
  },
});

const template = (parameters: readonly string[]) =>
  parseTemplate(
    `Parameters: {${parameters.map((key) => `${key}: {Type: String}`).join(', ')}}\nResources: {T: {Type: "AWS::SNS::Topic"}}`,
  );

describe('a product by name', () => {
  it.each([
    ['quilty', /--product quilt/],
    ['', /quilt/],
    ['__proto__', /quilt/],
    ['something-else-entirely', /quilt/],
  ])('is refused where it is "%s"', (id, hint) =>
    expect(shippedProduct(id, { clock })).rejects.toMatchObject({
      code: 'product-unknown',
      exitCode: 2,
      hint: expect.stringMatching(hint) as string,
    }),
  );

  it('is a file where it looks like a path', async () => {
    const ports = portsWith(acme());
    for (const name of ['./acme.yaml', 'acme.yml', 'products/acme', 'acme.JSON'])
      expect((await namedProduct({ name, source: 'flag' }, ports)).product.id).toBe('acme');
  });

  it('may be a file with the id of a shipped one where a person says so, not where an answers file does', async () => {
    const ports = portsWith('version: 1\nid: quilt\ntitle: Not the one');
    const named = await namedProduct({ name: './q.yaml', source: 'flag' }, ports);
    expect(named.product.title).toBe('Not the one');
    await expect(namedProduct({ name: './q.yaml', source: 'answers' }, ports)).rejects.toMatchObject({
      code: 'product-invalid',
      exitCode: 2,
    });
  });

  it('has a template to be rehearsed with under its own name', () => {
    expect(referenceTemplate()).toBe('quilt.yaml');
    expect(referenceTemplate('acme')).toBe('rehearsal/acme.yaml');
  });
});

describe('a product file that is not made for the template', () => {
  const given = parseTemplate(
    `Parameters: {SiteHost: {Type: String}, MailSender: {Type: String}}
Resources: {T: {Type: "AWS::SNS::Topic"}}
Outputs: {BalancerName: {Value: x}, RegistryHost: {Value: x}}`,
  );
  const misnamed = async (more: string) =>
    (await namedProduct({ name: './acme.yaml', source: 'flag' }, portsWith(acme(more)))).misnamed?.(given);

  it('tells of names that are nearly the ones of the template', async () => {
    expect(
      await misnamed(
        'parameters: { SiteHost: {}, MailSendr: {} }\nhosts: [!Ref SiteHots]\nurl: !Sub https://${Outputs.BalancerNam}',
      ),
    ).toEqual([
      { kind: 'parameter', name: 'MailSendr', near: 'MailSender' },
      { kind: 'parameter', name: 'SiteHots', near: 'SiteHost' },
      { kind: 'output', name: 'BalancerNam', near: 'BalancerName' },
    ]);
  });

  it('is not blamed for what other releases call it, or have beside it', async () => {
    expect(
      await misnamed(
        'parameters: { License: {} }\nurl: { "Fn::FirstOf": [!GetAtt Outputs.RegistryHost, !GetAtt Outputs.RegistryHostName] }',
      ),
    ).toEqual([]);
  });
});

describe('a product by what it looks like', () => {
  const idOf = async (parameters: readonly string[]): Promise<string> =>
    (await recognisedProduct(templateSignature(template(parameters)), { clock })).product.id;

  it('is found by the names in a template', async () => {
    expect(await idOf(['QuiltWebHost', 'Other'])).toBe('quilt');
    expect(await idOf(['SiteHost'])).toBe('generic');
    expect(await idOf([])).toBe('generic');
  });

  it('is for a person to say where two are equally sure', () =>
    expect(
      idOf([
        ...['QuiltWebHost', 'CertificateArnELB', 'DBPassword', 'PasswordAuth'],
        ...['CatalogHost', 'RegistryHost', 'PackageBucket', 'TeamId'],
      ]),
    ).rejects.toMatchObject({
      code: 'product-ambiguous',
      exitCode: 2,
      message: expect.stringMatching(/quilt-teams or quilt|quilt or quilt-teams/) as string,
    }));

  it('is found by what a running stack shows', async () => {
    const stack = { parameters: new Map([['QuiltWebHost', 'q.example.com']]), outputs: new Map() };
    expect((await recognisedProduct(stackSignature(stack), { clock })).product.id).toBe('quilt');
  });

  it('is the one that knows the most names, and all that know as many', () => {
    const index = [
      { id: 'a', title: 'A', recognises: [{ parameters: ['Host'] }] },
      { id: 'b', title: 'B', recognises: [{ parameters: ['Host', 'Mail'] }, { outputs: ['Url'] }] },
      { id: 'c', title: 'C', recognises: [{ parameters: ['Host'], specificity: 2 }] },
      { id: 'd', title: 'D', recognises: [{ metadata: { Vendor: 'D' } }] },
    ];
    const matches = (...parameters: readonly string[]): readonly string[] =>
      bestMatches(index, templateSignature(template(parameters)));
    expect(matches('Host')).toEqual(['c']);
    expect(matches('Host', 'Mail')).toEqual(['b', 'c']);
    expect(matches('Mail')).toEqual([]);
    expect(
      bestMatches(index, { parameters: new Set(), outputs: new Set(), metadata: { Vendor: 'D' } }),
    ).toEqual(['d']);
  });
});
