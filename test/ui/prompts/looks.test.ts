import { describe, expect, it } from 'vitest';
import type { Prompter } from '../../../src/core/prompter.ts';
import { tones } from '../../../src/ui/text/palette.ts';
import { Desk, outcomeOf } from './desk.ts';

const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111';
const choices = [
  { name: `*.data.example.com (issued, RSA 2048, until 2027-05-02) ${arn}`, value: 'a' },
  {
    name: 'vpc-00000000000000001 (10.0.0.0/16)',
    value: 'b',
    disabled: 'another VPC than that of the subnets',
  },
  { name: 'Another value', value: 'c' },
];
const frame = {
  message: 'Which certificate is the load balancer to show to those who open the catalog?',
  hint: 'It is to cover quilt.data.example.com, quilt-registry.data.example.com, quilt-s3-proxy.data.example.com.',
  explain: 'The load balancer shows it.',
  canStepBack: true,
};

const questions: Readonly<Record<string, (prompter: Prompter) => Promise<unknown>>> = {
  text: (prompter) => prompter.text({ ...frame, default: arn }),
  secret: (prompter) => prompter.secret({ ...frame, twice: true }),
  select: (prompter) => prompter.select({ ...frame, choices }),
  checkbox: (prompter) => prompter.checkbox({ ...frame, choices }),
  confirm: (prompter) => prompter.confirm({ ...frame, default: false }),
};

/** The screen of an open question, `?` and all, and every character that drew it. */
const looked = async (ask: (prompter: Prompter) => Promise<unknown>, columns: number, color: boolean) => {
  const desk = new Desk({ columns, rows: 24 });
  const outcome = outcomeOf(ask(desk.prompter({ color, env: { TERM: 'xterm-256color' } })));
  await desk.press('catalog?', '\u001BOP');
  await desk.shows('shows it.');
  const drawn = { content: await desk.content(), raw: desk.raw };
  desk.controller.abort();
  await outcome;
  return drawn;
};

const painting = /\u001B\[([\d;]*)m/g;
const allowed = new Set(['0', '1', '2', '22', '39', ...Object.values(tones).map((tone) => `38;5;${tone}`)]);

describe.each(Object.entries(questions))('a question: %s', (_kind, ask) => {
  it.each([50, 80, 120])('fits %i columns, the same with and without colour', async (columns) => {
    const [plain, colored] = [await looked(ask, columns, false), await looked(ask, columns, true)];
    expect(plain.content.wrappedRows).toBe(0);
    expect(plain.raw).not.toMatch(painting);
    expect(colored.content).toEqual(plain.content);
    const used = [...colored.raw.matchAll(painting)].flatMap(([, codes]) => codes ?? '');
    expect(used.filter((codes) => !allowed.has(codes))).toEqual([]);
    expect(used).not.toEqual([]);
  });
});

it('says what Enter does as brightly as the question', async () => {
  const { raw } = await looked((prompter) => prompter.confirm({ ...frame, default: false }), 80, true);
  expect(raw).toContain('(y/N)');
  expect(raw.replaceAll(/\u001B\[2m.*?\u001B\[22m/g, '')).toContain('(y/N)');
});
