import { describe, expect, it } from 'vitest';
import type { Product } from '../../src/core/product.ts';
import {
  productFindings,
  productProblems,
  productWarnings,
} from '../../src/parameters/rules/product-rules.ts';
import { recognisedProduct, shippedProduct, templateSignature } from '../../src/products/index.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { valuesOf } from '../checks/facts.ts';
import { wordsOf } from '../helpers/next-step.ts';

const ports = { clock: { during: <T>(work: Promise<T>): Promise<T> => work } };
const ids = ['dr', 'data', 'service', 'snapshots'].map((part) => `tetrascience-${part}`);
const products = new Map(
  await Promise.all(ids.map(async (id) => [id, (await shippedProduct(id, ports)).product] as const)),
);
const productOf = (id: string): Product => {
  const product = products.get(`tetrascience-${id}`);
  if (product === undefined) throw new Error(`no product ${id}`);
  return product;
};

/** A template that takes all that the product knows, with these defaults. */
const templateOf = (id: string, defaults: Readonly<Record<string, string>> = {}) =>
  parseTemplate(
    JSON.stringify({
      Parameters: Object.fromEntries(
        Object.keys(productOf(id).enrich).map((key) => [
          key,
          { Type: 'String', ...(key in defaults ? { Default: defaults[key] } : {}) },
        ]),
      ),
      Resources: { T: { Type: 'AWS::SNS::Topic' } },
    }),
  );

const judged = (
  id: string,
  given: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>> = {},
): { readonly problems: readonly string[]; readonly warnings: readonly string[] } => {
  const findings = productFindings(productOf(id), templateOf(id, defaults), valuesOf(given));
  return {
    problems: productProblems(findings).map(({ message }) => message),
    warnings: productWarnings(findings),
  };
};

describe('the four stacks of the TetraScience platform', () => {
  it.each(['dr', 'data', 'service', 'snapshots'])('%s is recognised by its template', async (id) => {
    const found = await recognisedProduct(templateSignature(templateOf(id)), ports);
    expect(found.product.id).toBe(`tetrascience-${id}`);
  });
});

describe('the data layer', () => {
  const network = { CreateVPC: 'true', VPCID: '', PrivateSubnetIds: '' };

  it('asks for another account only where data is copied there', () => {
    const asked = (value: string) =>
      productOf('data').enrich['DRDatalakeBucket']?.askWhen?.(valuesOf({ EnableDR: value }));
    expect([asked('true'), asked('false')]).toEqual([true, false]);
  });

  it('needs the account that data is copied to', () => {
    expect(judged('data', { ...network, EnableDR: 'true', DRAWSAccountId: '' }).problems).toEqual([
      expect.stringContaining('DRAWSAccountId'),
    ]);
    const good = { ...network, EnableDR: 'true', DRAWSAccountId: '123456789012' };
    expect(judged('data', good).problems).toEqual([]);
  });

  it('needs the network that is brought', () =>
    expect(
      judged('data', { EnableDR: 'false', CreateVPC: 'false', VPCID: '', PrivateSubnetIds: '' }).problems,
    ).toEqual([expect.stringContaining('VPCID')]));

  it('warns of what its makers ask to leave alone, or empty', () => {
    const { warnings } = judged(
      'data',
      {
        ...network,
        EnableDR: 'false',
        DRBackupBucket: 'b',
        RDSSnapShot: 's',
        Environment: 'test',
        LambdaPrefix: 'x',
      },
      { Environment: 'production' },
    );
    expect(warnings.map((warning) => warning.split(':')[0]).sort()).toEqual([
      'DRBackupBucket',
      'Environment',
      'LambdaPrefix',
      'RDSSnapShot',
    ]);
  });

  it('leads on to the service layer', () =>
    expect(
      productOf('data')
        .nextSteps(
          {
            values: valuesOf({ NotificationEmail: 'a@example.com' }),
            pseudo: new Map([
              ['AWS::StackName', 'mine'],
              ['AWS::Region', 'us-east-1'],
            ]),
          },
          'create',
        )
        .map(wordsOf)
        .join('\n'),
    ).toMatch(/a@example\.com[\s\S]*DataStack=mine[\s\S]*--region us-east-1 --domain-name DOMAIN/));
});

describe('the service layer', () => {
  it('has a certificate for the domain and api. in front of it', () =>
    expect(
      productOf('service').listeners({
        values: valuesOf({ PublicDomain: 'https://tetra.example.com', Certificate: 'arn:c' }),
      }),
    ).toEqual([{ certificate: 'Certificate', hosts: ['tetra.example.com', 'api.tetra.example.com'] }]));

  it.each([
    ['tetra.example.com', ['tetra.example.com', 'api.tetra.example.com']],
    ['', []],
  ])('has for the domain "%s" these hosts: %j', (PublicDomain, hosts) =>
    expect(productOf('service').hosts({ values: valuesOf({ PublicDomain }) })).toEqual(hosts),
  );

  it.each([
    ['true', '', 'Z1', [/plain HTTP/]],
    ['false', '', '', [/waits until its DNS records/]],
    ['false', '', 'Z1', []],
    ['true', 'arn:c', '', []],
  ])('with NoDNSWeb=%s, certificate "%s" and zone "%s"', (NoDNSWeb, Certificate, PublicDomainZoneId, says) =>
    expect(judged('service', { NoDNSWeb, Certificate, PublicDomainZoneId }).warnings).toEqual(
      says.map((one) => expect.stringMatching(one) as string),
    ),
  );
});
