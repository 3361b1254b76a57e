import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import { plainWords } from '../../../src/aws/errors/answer.ts';
import type { FailedCall } from '../../../src/aws/errors/wording.ts';
import { awsError } from '../../../src/aws/errors/errors.ts';
import { anyCharacter } from '../../helpers/any-character.ts';

const call: FailedCall = { service: 'cloudtrail', operation: 'DescribeTrails', region: 'eu-west-1' };
const sdk = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });
const mapped = (error: Error, about: Partial<FailedCall> = {}): InstallError =>
  awsError(error, { ...call, ...about }) as InstallError;

describe('what AWS answered becomes one code', () => {
  it.each([
    ['ExpiredToken', 'The security token included in the request is expired', awsCodes.expired],
    ['ExpiredTokenException', 'The security token included in the request is expired', awsCodes.expired],
    ['RequestExpired', 'Request has expired.', awsCodes.expired],
    [
      'CredentialsProviderError',
      "Token is expired. To refresh this SSO session run 'aws sso login'",
      awsCodes.expired,
    ],
    ['CredentialsProviderError', 'Could not load credentials from any providers', awsCodes.noCredentials],
    [
      'CredentialsProviderError',
      'Profile x requires multi-factor authentication, but no MFA code callback was provided.',
      'aws-mfa-required',
    ],
    [
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      'aws-mfa-required',
    ],
    [
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      awsCodes.invalidCredentials,
    ],
    [
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      awsCodes.invalidCredentials,
    ],
    [
      'AuthFailure',
      'AWS was not able to validate the provided access credentials',
      awsCodes.invalidCredentials,
    ],
    ['OptInRequired', 'You are not subscribed to this service', awsCodes.regionOff],
    ['Throttling', 'Rate exceeded', awsCodes.throttled],
    ['PriorRequestNotComplete', 'still processing a prior request', awsCodes.throttled],
    ['TimeoutError', 'connect timed out', awsCodes.unreachable],
    ['AbortError', 'Request aborted', 'interrupted'],
    ['ValidationError', 'Template format error', awsCodes.refused],
    ['LimitExceededException', 'Limit exceeded', awsCodes.refused],
  ])('%s "%s" → %s', (name, message, code) => {
    expect(mapped(sdk(name, message)).code).toBe(code);
  });

  it.each([
    [{ code: 'ENOTFOUND' }, awsCodes.unreachable],
    [{ code: 'ECONNREFUSED' }, awsCodes.unreachable],
    [{ code: 'SELF_SIGNED_CERT_IN_CHAIN' }, awsCodes.unreachable],
    [{ $metadata: { httpStatusCode: 403, requestId: 'r' } }, awsCodes.denied],
    [{ $metadata: { httpStatusCode: 403 } }, awsCodes.unreachable],
    [{ $metadata: { httpStatusCode: 407 } }, awsCodes.unreachable],
    [{ $metadata: { httpStatusCode: 503 } }, awsCodes.unreachable],
    [{ $metadata: { httpStatusCode: 429 } }, awsCodes.throttled],
  ])('a nameless failure with %j → %s', (more, code) => {
    expect(mapped(sdk('Error', 'UnknownError', more)).code).toBe(code);
  });

  it('tells a wrong clock from a wrong key, which share a name', () => {
    const error = mapped(
      sdk('SignatureDoesNotMatch', 'Signature expired: 20260101 is now earlier than 20260102'),
    );
    expect(error.message).toMatch(/clock/);
  });

  it('takes invalid keys for a region that is off once another region took them', () => {
    const error = sdk('InvalidClientTokenId', 'The security token included in the request is invalid.');
    expect(mapped(error, { provenElsewhere: true }).code).toBe(awsCodes.regionOff);
  });

  it('leaves what is no error of AWS as it is', () => {
    const own = new InstallError({ code: 'stack-busy', message: 'm', hint: 'h', exitCode: 2 });
    expect(awsError(own, call)).toBe(own);
  });

  it('reports a page of HTML as no answer of AWS, but a broken 503 as trouble', () => {
    const html = new SyntaxError('Unexpected token <');
    expect(mapped(Object.assign(html, { $metadata: { httpStatusCode: 200 } })).message).toMatch(
      /something else answered/,
    );
    const broken = Object.assign(new SyntaxError('Unexpected token <'), {
      $metadata: { httpStatusCode: 503 },
    });
    expect(mapped(broken).code).toBe(awsCodes.unreachable);
  });
});

describe('a denial', () => {
  it('names the action of the call where AWS names none', () => {
    expect(mapped(sdk('AccessDenied', 'Access Denied')).permission).toBe('cloudtrail:DescribeTrails');
    expect(
      mapped(sdk('Unknown', 'UnknownError', { $metadata: { httpStatusCode: 403, requestId: 'r' } }), {
        service: 's3',
        operation: 'HeadBucket',
      }).permission,
    ).toBe('s3:ListBucket');
    expect(
      mapped(sdk('AccessDenied', 'no'), { service: 'elb', operation: 'DescribeLoadBalancers' }).permission,
    ).toBe('elasticloadbalancing:DescribeLoadBalancers');
  });

  it('names the action AWS names, and who denied it', () => {
    const error = mapped(
      sdk(
        'AccessDenied',
        'User: arn:aws:iam::1:user/x is not authorized to perform: iam:PassRole on resource: arn:aws:iam::1:role/r with an explicit deny in a service control policy',
      ),
    );
    expect(error.permission).toBe('iam:PassRole');
    expect(error.message).toContain('explicit deny in a service control policy');
  });

  it('does not repeat the encoded message of EC2', () => {
    const error = mapped(
      sdk(
        'UnauthorizedOperation',
        'You are not authorized to perform this operation. Encoded authorization failure message: abcDEF123',
      ),
    );
    expect(error.message).not.toContain('abcDEF123');
    expect(error.permission).toBe('cloudtrail:DescribeTrails');
  });
});

describe("AWS's words", () => {
  it('come without the request that brought them, which holds signature and secrets', () => {
    const error = sdk('ValidationError', "Value 'canary' at 'x' failed", {
      $response: { statusCode: 400, headers: {}, body: { req: { headers: { authorization: 'canary' } } } },
      $metadata: { httpStatusCode: 400, requestId: 'r-1' },
    });
    const shown = inspect(mapped(error), { depth: 20, showHidden: true });
    expect(shown).toContain('r-1');
    expect(shown).not.toContain('canary');
  });

  it('lose a template or password they echo', () => {
    const words = plainWords(
      "1 validation error detected: Value 'hunter2\n''quoted' at 'templateBody' failed to satisfy",
    );
    expect(words).toBe("1 validation error detected: Value at 'templateBody' failed to satisfy");
  });

  it('are one short printable line whatever they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 3000 }), (text) => {
        const words = plainWords(text);
        expect(words.length).toBeLessThanOrEqual(600);

        expect(words).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
      }),
    );
  });

  it('never make the mapping itself fail', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: anyCharacter }), (name, message) => {
        const error = mapped(sdk(name, message));
        expect(error).toBeInstanceOf(InstallError);
        expect(error.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
        expect(error.message).not.toBe('');
        expect(error.hint).not.toBe('');
      }),
    );
  });
});
