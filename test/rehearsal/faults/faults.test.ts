import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InstallError } from '../../../src/core/errors.ts';
import { apiFaults } from '../../../src/core/rehearsal.ts';
import { parseFaults } from '../../../src/rehearsal/faults/faults.ts';
import { anyCharacter } from '../../helpers/any-character.ts';

describe('--fail', () => {
  it.each([
    'Throttling=1',
    'Throttling=',
    'Throttling=lots',
    'Throttling=-0.1',
    'ExpiredToken@60',
    'ExpiredToken@soon',
    'Disconnect@',
    'Disconnect@1m+x',
    'Stall@soon',
    'Cut=1',
    'Cut=',
    'Cut@30s',
    'Throttling',
    'Stall',
    'ExpiredToken=60s',
    'Deny=',
    'Deny=s3:*',
    'AllowOnly=s3:PutObject,',
    'Search@someday=why',
    'Latency=5',
    'Latency=200ms',
    'Throtling=0.3',
    'Delay=30s+5m',
    'Refuse=s3:PutObject,s3:GetObject',
    'throttling=0.3',
    'DENY=s3:PutObject',
    'stall',
    '',
    'Not an id',
    '=reason',
  ])('refuses %j with one sentence', (text) => {
    expect(() => parseFaults([text])).toThrow(expect.objectContaining({ code: 'fail-invalid', exitCode: 2 }));
  });

  it('never throws anything else', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: anyCharacter })), (texts) => {
        try {
          parseFaults(texts);
        } catch (error) {
          expect(error).toBeInstanceOf(InstallError);
        }
      }),
    );
  });

  it('reads times and shares', () => {
    const faults = parseFaults(['Throttling=0.3', 'ExpiredToken@60s', 'Disconnect@1.5m+5m', 'Stale=0.2']);
    expect(faults).toMatchObject({
      throttling: 0.3,
      stale: 0.2,
      expiryAfter: 60_000,
      disconnect: { after: 90_000, lasting: 300_000 },
    });
    expect(parseFaults(['Stall@30s+1m', 'Cut=0.2'])).toMatchObject({
      stall: { after: 30_000, lasting: 60_000 },
      cut: 0.2,
    });
    expect(parseFaults(['Cut']).cut).toBe(0.1);
    expect(parseFaults(['Disconnect@30s']).disconnect).toEqual({ after: 30_000, lasting: 120_000 });
  });

  it('takes permissions away, or all but some', () => {
    expect(parseFaults([])).toMatchObject({ denied: [], allowedOnly: undefined });
    expect(parseFaults(['Deny=s3:PutObject', 'Deny=iam:GetRole']).denied).toEqual([
      's3:PutObject',
      'iam:GetRole',
    ]);
    expect(parseFaults(['AllowOnly=s3:PutObject,s3:GetObject', 'AllowOnly=iam:GetRole']).allowedOnly).toEqual(
      ['s3:PutObject', 's3:GetObject', 'iam:GetRole'],
    );
  });

  it.each(Object.values(apiFaults))('takes the form that its help names: %s', (form) => {
    expect(() => parseFaults([form])).not.toThrow();
  });

  it('fails a resource in create and update, or in the phase that is named', () => {
    const { failures } = parseFaults(['Search=no = capacity', 'DB', 'Queue@rollback=stuck']);
    expect(failures.logicalIds).toEqual(['Search', 'DB', 'Queue']);
    expect(failures.reasonFor('Search', 'create')).toEqual({ reason: 'no = capacity' });
    expect(failures.reasonFor('Search', 'delete')).toBeUndefined();
    expect(failures.reasonFor('DB', 'update')).toEqual({ reason: undefined });
    expect(failures.reasonFor('Queue', 'create')).toBeUndefined();
    expect(failures.reasonFor('Queue', 'rollback')).toEqual({ reason: 'stuck' });
    expect(failures.reasonFor('Other', 'create')).toBeUndefined();
  });
});
