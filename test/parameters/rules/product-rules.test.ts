import { describe, expect, it } from 'vitest';
import type { Product } from '../../../src/core/product.ts';
import { resolveValues } from '../../../src/parameters/index.ts';
import { quilt } from '../../helpers/products.ts';
import { portsWith, templateWith } from '../ports.ts';

const open: Product['rules'][number] = {
  warns: true,
  message: 'It is open to the world.',
  parameters: ['Range'],
  holds: ({ values }) => values?.get('Range')?.value !== '0.0.0.0/0',
};
const asked: Product['enrich'] = {
  Mode: { keepDefault: 'The vendor asks to leave it.' },
};
const product: Product = { ...quilt, enrich: asked, hosts: () => [], rules: [open] };
const template = templateWith('Range: { Type: String }\nMode: { Type: String, Default: usual }');
const flags = ['Range=0.0.0.0/0', 'Mode=odd'];
const request = { product, template, kind: 'create', stackName: 's', flags } as const;

describe('what the product only warns of', () => {
  it('is told on the page, once, and does not stand in the way', async () => {
    const ports = portsWith({ script: [{ to: 'Go on with these values?', with: 'Go on' }] });
    const { problems, warnings } = await resolveValues(request, ports);
    expect(problems).toEqual([]);
    expect(warnings.filter((one) => /open to the world|asks to leave/.test(one))).toEqual([]);
    const [page] = ports.events.filter((event) => event.type === 'page');
    expect(page?.findings).toEqual([
      { status: 'warn', labels: ['Mode'], message: 'The vendor asks to leave it.' },
      { status: 'warn', labels: ['Range'], message: 'It is open to the world.' },
    ]);
  });

  it('is a note where nobody can be asked', async () => {
    const { problems, warnings } = await resolveValues({ ...request, ask: false }, portsWith({ script: [] }));
    expect(problems).toEqual([]);
    expect(warnings).toEqual(['Mode: The vendor asks to leave it.', 'Range: It is open to the world.']);
  });

  it('is nothing where the template has it so', async () => {
    const usual = templateWith('Range: { Type: String, Default: 0.0.0.0/0 }');
    const ports = portsWith({ script: [{ to: 'Go on with these values?', with: 'Go on' }] });
    await resolveValues({ ...request, template: usual, flags: [] }, ports);
    const pages = ports.events.filter((event) => event.type === 'page');
    expect(pages.flatMap(({ findings }) => findings)).toEqual([]);
  });
});

describe('what the product refuses', () => {
  const refusing: Product = { ...product, rules: [{ ...open, warns: undefined }] };
  const refused = { ...request, product: refusing, flags: ['Range=0.0.0.0/0'] };

  it.each([
    ['goes on all the same', {}, [{ to: 'do not agree', with: 'Go on' }]],
    ['agrees beforehand', { offer: false }, []],
    ['cannot be asked', { ask: false }, []],
  ] as const)('is refused where a person %s', async (_who, more, script) => {
    const { problems } = await resolveValues({ ...refused, ...more }, portsWith({ script: [...script] }));
    expect(problems.map(({ code, parameter }) => [code, parameter])).toEqual([
      ['parameter-invalid', 'Range'],
    ]);
  });
});
