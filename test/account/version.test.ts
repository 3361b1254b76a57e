import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/account/version.ts';

describe('release numbers', () => {
  it('are ordered by number, not by letter', () => {
    expect(compareVersions('1.9.0', '1.10.0')).toBeLessThan(0);
    expect(compareVersions('v1.66.2-3-gabc', '1.66.2')).toBe(0);
    expect(compareVersions('2.0', '1.99.99')).toBeGreaterThan(0);
    expect(compareVersions('main', '1.0.0')).toBeUndefined();
  });
});
