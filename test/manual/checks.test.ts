import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checks } from '../../src/checks/index.ts';
import { columns, exampleOf } from './example.ts';
import {
  allFiles,
  fenceOf,
  groups,
  namesIn,
  pageOf,
  partsOf,
  tableOf,
  tableRow,
  updating,
  writeFence,
  writeTable,
} from './pages.ts';
import { planExample } from './plan-example.ts';

/** Told like a check, but by CloudFormation once there is a plan. */
const afterPlan = 'plan.validation';

const expectExample = (id: string, example: string): void => {
  expect(example).toMatch(/^ {2}[×‼] /);
  const file = pageOf('checks', id);
  const block = `\`\`\`text\n${example}\n\`\`\``;
  if (updating) writeFence(file, id, block);
  expect(fenceOf(file, id)).toBe(block);
};

describe('the checks in the manual', () => {
  it('each have one heading', () =>
    expect([...namesIn('checks')].sort()).toEqual([...checks.map(({ id }) => id), afterPlan].sort()));

  it('are counted right', () => {
    const counts = allFiles.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\b(\d+) checks\b/g)].map(([, count]) => Number(count)),
    );
    expect(counts).toContain(checks.length);
  });

  it('are listed with their healthy state, in the order they are told in', () => {
    const head = '| Check | Healthy state |';
    const rows = checks.map(({ id, title }) => {
      const page = pageOf('checks', id).replace('checks/', '');
      return tableRow([`[${id}](${page}#${id.replaceAll('.', '')})`, title]);
    });
    if (updating) writeTable('checks/README.md', head, rows);
    expect(tableOf('checks/README.md', head)).toEqual(rows);
  });

  it('stand on pages short enough to read', () => {
    for (const file of groups('checks')) expect(partsOf(file).length, file).toBeLessThan(16);
  });

  it.each(checks.map((check) => [check.id, check] as const))('%s shows what is printed', async (id, check) =>
    expectExample(id, await exampleOf(check)),
  );

  it(`${afterPlan} shows what is printed`, async () => expectExample(afterPlan, await planExample(columns)));
});
