import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMetadata, compareVersions, upgradePath } from '../../src/account/version.ts';

const release = (tag: string, variant?: string): ReturnType<typeof buildMetadata> =>
  buildMetadata(JSON.stringify({ git_tag: tag, variant }));

describe('build metadata', () => {
  it.each([
    undefined,
    '',
    '{',
    'null',
    '[]',
    '"1.2"',
    '{"git_tag":7}',
    '{"git_tag":" "}',
    '{"__proto__":{"git_tag":"1.2"}}',
  ])('is absent in %s', (text) => expect(buildMetadata(text)).toBeUndefined());
  it('reads what a template says, cleaned', () => {
    expect(buildMetadata('{"git_tag":"1.62.1\\u001b[2J","git_revision":"abc","variant":"acme"}')).toEqual({
      tag: '1.62.1[2J',
      revision: 'abc',
      variant: 'acme',
    });
  });
  it('never throws', () => fc.assert(fc.property(fc.string(), (text) => void buildMetadata(text))));
});

describe('release numbers', () => {
  it('are ordered by number, not by letter', () => {
    expect(compareVersions('1.9.0', '1.10.0')).toBeLessThan(0);
    expect(compareVersions('v1.66.2-3-gabc', '1.66.2')).toBe(0);
    expect(compareVersions('2.0', '1.99.99')).toBeGreaterThan(0);
    expect(compareVersions('main', '1.0.0')).toBeUndefined();
  });
});

describe('an upgrade', () => {
  const kinds = (from: string, to: string): string[] =>
    upgradePath({ from: release(from), to: release(to), has: [], offers: [] }).stops.map(({ kind }) => kind);

  it.each([
    ['1.62.1', '1.62.1', []],
    ['1.62.1', '1.66.0', []],
    ['1.66.4', '1.68.0', []],
    ['1.62.1', '1.61.9', ['downgrade']],
    ['1.65.9', '1.67.0', ['skipped']],
    ['0.9.0', '2.0.0', ['skipped']],
    ['main', '1.67.0', []],
  ])('%s → %s', (from, to, stops) => expect(kinds(from, to)).toEqual(stops));

  it('cannot move a network 1.0 stack to network 2.0 in place', () => {
    const two = ['VPC', 'Subnets', 'IntraSubnets', 'UserSubnets', 'UserSecurityGroup'];
    const stops = (has: string[], offers: string[]): number =>
      upgradePath({ from: undefined, to: undefined, has, offers }).stops.length;
    expect(stops(['VPC', 'Subnets'], two)).toBe(1);
    expect(stops(two, two)).toBe(0);
    expect(stops(['VPC', 'IntraSubnets'], two)).toBe(0);
    expect(stops(['VPC', 'Subnets'], ['VPC', 'Subnets', 'UserSecurityGroup'])).toBe(0);
  });

  it('shows both variants where they differ', () => {
    const path = upgradePath({
      from: release('1.62.1', 'acme'),
      to: release('1.66.0', 'beta'),
      has: [],
      offers: [],
    });
    expect(path.line).toBe('1.62.1 (acme) → 1.66.0 (beta)');
    expect(upgradePath({ from: undefined, to: release('1.66.0'), has: [], offers: [] }).line).toBe(
      'unknown version → 1.66.0',
    );
  });
});
