import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InstallError } from '../../src/core/errors.ts';
import { compileProduct } from '../../src/products/compile/product.ts';
import { valuesOf } from '../checks/facts.ts';
import { acme, read } from './files.ts';

const faultOf = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof InstallError && error.code === 'product-invalid' && error.exitCode === 2)
      return error.message;
    throw error;
  }
  return 'none';
};

describe('a product file that is wrong', () => {
  it.each([
    ['', /must be a mapping/],
    ['- a', /line 1: it must be a mapping/],
    ['version: 1\nid: acme', /line 1: it must have "title"/],
    [acme('titel: x'), /line 4: titel is not known here\. Did you mean "title"\?/],
    [acme('id: b'), /line 4: "id" is given twice; line 2/],
    ['version: 2\nid: acme\ntitle: A', /line 1: version may not be "2"\. One of: 1/],
    ['version: 1\nid: Acme!\ntitle: A', /line 2: id may not be "Acme!"/],
    [acme('---\na: 1'), /line 4: .*more than one YAML document/],
    [acme('support: &a [x]\nhosts: *a'), /line 5: "\*a" is a YAML alias/],
    [acme('url: !Frob x'), /line 4: "!Frob" is not a function/],
    [
      acme('url: { "Fn::Jion": [a, b] }'),
      /line 4: url\.Fn::Jion is not known here\. Did you mean "Fn::Join"\?/,
    ],
    [
      acme('url: !GetAtt Balancer.DNSName'),
      /line 4: url reads an attribute of "Balancer".*!GetAtt Outputs\.NAME/,
    ],
    [acme('url: !Ref AWS::Regoin'), /line 4: url\.Ref may not be "AWS::Regoin"/],
    [acme('url: !Sub "${AWS::Regoin}"'), /line 4: url names "AWS::Regoin", which is no pseudo parameter/],
    [acme('url: !If [Mail, a, b]'), /line 4: url names condition "Mail", which the file does not have/],
    [
      acme('conditions: { SendsMail: !Equals [a, b] }\nparameters:\n  Host:\n    askWhen: SendMail'),
      /line 7: parameters\.Host\.askWhen names condition "SendMail".*Did you mean "SendsMail"\?/,
    ],
    [
      acme('parameters:\n  Host: { pikcer: vpc }'),
      /line 5: parameters\.Host\.pikcer .*Did you mean "picker"/,
    ],
    [acme('parameters:\n  Host: { lenient: shell }'), /line 5: parameters\.Host\.lenient may not be "shell"/],
    [acme('requires: [s3.bukcet]'), /line 4: requires\[0\] names check "s3\.bukcet".*"s3\.bucket"/],
    [
      acme('conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]'),
      /line 5: conditions\.A depends on itself/,
    ],
    [
      acme('remedies:\n  - { pattern: "(", meaning: m, remedy: r }'),
      /line 5: remedies\[0\]\.pattern is no pattern that can be judged/,
    ],
    [
      acme('parameters:\n  Password: { generate: { length: 16, alphabet: aaaaaaaaaaaa } }'),
      /line 5: parameters\.Password\.generate\.alphabet must have 10 different characters/,
    ],
    [
      acme('listeners:\n  - { certificate: A, otherwise: B, hosts: [x] }'),
      /line 5: listeners\[0\]\.otherwise must be the certificate of a listener/,
    ],
    [
      acme(
        'listeners:\n  - { certificate: A, otherwise: B, hosts: [x] }\n  - { certificate: B, otherwise: A, hosts: [y] }',
      ),
      /line 5: listeners\[0\]\.otherwise must be the certificate of a listener of the file that has no otherwise/,
    ],
    [
      acme('parameters:\n  A: { derive: !Ref B }\n  B: { derive: !Sub "x${A}" }'),
      /line 5: parameters\.A\.derive depends on itself/,
    ],
    [
      acme('conditions:\n  C: !Equals [!Ref A, x]\nparameters:\n  A: { derive: !If [C, a, b] }'),
      /line 5: conditions\.C depends on itself/,
    ],
    [acme('conditions: { C: !Ref A }'), /line 4: conditions\.C\.Ref is not known here/],
    [acme('conditions: { C: "true" }'), /line 4: conditions\.C must be a condition: !Equals/],
    [
      acme('conditions: { C: !Not [[a]] }'),
      /line 4: conditions\.C\.Fn::Not\[0\] must be a condition: !Equals/,
    ],
    [acme('url: !Equals [a, b]'), /line 4: url\.Fn::Equals is not known here/],
    [
      acme('conditions: { C: !Equals [a, b] }\nurl: !Condition C'),
      /line 5: url\.Condition is not known here/,
    ],
    [acme('url: !If [[C], a, b]'), /line 4: url\.Fn::If\[0\] must be the name of a condition/],
    [acme('url: { "Fn::FirstOf": [] }'), /line 4: url\.Fn::FirstOf must have 1 item or more/],
    [`${acme()}# ${'x'.repeat(262_144)}`, /has 262,\d+ bytes; a product file has at most 262,144/],
    [acme('parts: { __proto__: x }'), /line 4: parts\.__proto__ is no name/],
  ])('is refused with line, path and what was meant: %#', (text, message) =>
    expect(faultOf(text)).toMatch(message),
  );

  it('never brings up anything but its own error', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string().map(acme)), (text) => void faultOf(text)),
    ));
});

describe('what a foreign product file says', () => {
  const compiled = (more: string) => compileProduct(read(acme(more)));

  it('cannot steer the terminal', () => {
    const { title, parts, enrich, support, rules, remedies } = compileProduct(
      read(
        `version: 1\nid: acme\ntitle: "A\\e[2J"\nparts: { A: "b\\e[1m" }\nsupport: ["\\u202Ex"]
parameters: { Host: { explain: "\\e[2Jx", label: "\\e]8;;x\\ay" } }
rules: [{ assert: !Equals [a, b], message: "\\e[2J", parameters: [Host] }]
remedies: [{ pattern: x, meaning: "\\e[2J", remedy: "\\e[2J" }]`,
      ),
    );
    expect(JSON.stringify([title, parts, enrich, support, rules, remedies])).not.toMatch(
      /\\u001b|\\u202e|\\u0007/i,
    );
  });

  it('gets no secret into a next step', () => {
    const product = compiled(
      'after: [{ text: !Sub "Log in with ${Password}." }, { text: !Sub "Hello ${Name}." }]',
    );
    const values = new Map([
      ...valuesOf({ Name: 'ops' }),
      ['Password', { key: 'Password', value: 'hunter2', source: 'flag', secret: true }] as const,
    ]);
    expect(product.nextSteps({ values }, 'create')).toEqual(['Hello ops.']);
  });

  it('is no address unless it begins like one', () => {
    expect(compiled('url: "javascript:alert(1)"').url({})).toBeUndefined();
    expect(compiled('url: https://acme.example.com/').url({})).toBe('https://acme.example.com/');
  });

  it('stops no run by a pattern that never ends', () => {
    const [remedy] = compiled('remedies: [{ pattern: "(a+)+b", meaning: m, remedy: r }]').remedies;
    expect(remedy?.matches('a'.repeat(3_000))).toBe(false);
    expect(remedy?.matches('reason: aab')).toBe(true);
  });

  it('leaves its other conditions standing where one cannot be decided', () => {
    const { nextSteps } = compiled(
      `conditions:
  ThirdLabel: !Equals [!Select [2, !Split ['.', !Ref Host]], c]
  Here: !Equals [!Ref Host, a.b]
after: [{ text: third, when: ThirdLabel }, { text: here, when: Here }]`,
    );
    expect(nextSteps({ values: valuesOf({ Host: 'a.b' }) }, 'create')).toEqual(['here']);
  });

  it('leaves out what is not known yet', () => {
    const product = compiled(
      'dns: [{ names: [!Ref Host], target: !GetAtt Outputs.Balancer }]\nhosts: [!Ref Host]',
    );
    expect(product.dns({ values: valuesOf({ Host: 'a.example.com' }) })).toEqual([]);
    expect(product.hosts({})).toEqual([]);
    expect(
      product.dns({
        values: valuesOf({ Host: 'https://A.example.com/' }),
        outputs: new Map([['Balancer', 'lb.example.net']]),
      }),
    ).toEqual([{ name: 'a.example.com', type: 'CNAME', alias: false, target: 'lb.example.net', ttl: 60 }]);
  });
});
