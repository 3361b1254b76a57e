import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PageEvent } from '../../src/core/page-event.ts';
import { makeReader } from '../../src/ui/index.ts';
import { FakeOutput } from './screen.ts';

const page: PageEvent = {
  type: 'page',
  kind: 'create',
  groups: [
    {
      label: 'Administrator',
      rows: [
        { key: 'AdminEmail', label: 'E-mail address' },
        { key: 'AdminPassword', label: 'First password', value: '****', source: 'generated' },
      ],
    },
    {
      label: 'Network',
      rows: [
        { key: 'VPC', label: 'VPC', value: 'example-network', source: 'detected', telling: true },
        { key: 'Subnets', label: 'Subnets', value: 'private-a, public-b', source: 'flag' },
        { key: 'Scheme', label: 'Scheme', value: 'internal', source: 'default' },
      ],
    },
    {
      label: 'A group whose name is longer than the column',
      rows: [
        { key: 'Host', label: 'Host', value: 'q.example.com', source: 'detected', remark: 'by certificate' },
      ],
    },
    { label: 'Beta', rows: [{ key: 'Qurator', label: 'Qurator', value: 'Disabled', source: 'default' }] },
    {
      rows: [
        { key: 'Root', label: 'Package\u001B[2J root', value: '', source: 'default' },
        { key: 'ClientId', label: 'Client id', value: '', source: 'derived' },
      ],
    },
  ],
  findings: [
    {
      status: 'fail',
      labels: ['Subnets', 'VPC'],
      message: 'public-b is given as private, but its default route leads to an Internet gateway.',
      fix: 'Choose a subnet that goes out through a NAT gateway.',
    },
  ],
};

const upgrade: PageEvent = {
  type: 'page',
  kind: 'update',
  groups: [
    { label: 'Web', rows: [{ key: 'Host', label: 'Host', value: 'q.example.com', source: 'stack' }] },
    { label: 'New', rows: [{ key: 'CostCenter', label: 'Cost center', value: 'lab', source: 'asked' }] },
    { label: 'Other', rows: [{ key: 'Size', label: 'Size', value: '3', source: 'stack' }] },
  ],
  findings: [],
};

const clock = { now: () => 0, during: <T>(work: Promise<T>) => work };

const shown = (event: PageEvent, columns: number, ascii = false): string => {
  const [stdout, stderr] = [new FakeOutput(), new FakeOutput({ columns, rows: 24 })];
  const reader = makeReader({ mode: 'plain', stdout, stderr, color: 'never', clock, ascii });
  reader.read(event);
  reader.close();
  expect(stdout.text).toBe('');
  return stderr.text;
};

/** Compared with what a person has looked at and kept; `UPDATE_GOLDEN=1` writes it anew to be looked at. */
const expectGolden = (name: string, text: string): void => {
  const place = `test/golden/${name}.txt`;
  if (process.env.UPDATE_GOLDEN !== undefined) writeFileSync(place, text);
  expect(existsSync(place), `${place} is missing`).toBe(true);
  expect(text).toBe(readFileSync(place, 'utf8'));
};

describe('the page of values', () => {
  it.each([50, 80, 120])('shows at %i columns what needs a look, and the rest by its number', (columns) =>
    expectGolden(`page-${columns}`, shown(page, columns)),
  );

  it('shows each value with its label and source on request', () =>
    expectGolden('page-whole-80', shown({ ...page, whole: true }, 80)));

  it('shows of an upgrade what is new', () => expectGolden('page-upgrade-80', shown(upgrade, 80)));

  it('shows what followed from an answer without a title', () =>
    expect(shown({ ...upgrade, partial: true, groups: upgrade.groups.slice(1, 2) }, 80)).toBe(
      '  New  Cost center: lab (asked)\n',
    ));

  it('keeps to ASCII where the screen has no more', () =>
    expect(shown(page, 80, true)).toContain('> E-mail address: needed'));

  it('lets no line be longer than the screen, and nothing steer it', () => {
    for (const columns of [50, 80, 120])
      for (const event of [page, { ...page, whole: true as const }, upgrade]) {
        const text = shown(event, columns);
        expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns);
        expect(text).not.toContain('\u001B');
      }
  });

  it('is nothing to a program', () => {
    const [stdout, stderr] = [new FakeOutput(), new FakeOutput()];
    const reader = makeReader({ mode: 'ndjson', stdout, stderr, color: 'never', clock });
    reader.read(page);
    expect(stdout.text + stderr.text).toBe('');
  });
});
