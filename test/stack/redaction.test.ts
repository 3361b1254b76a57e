import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactData } from '../../src/stack/index.ts';

/** Canaries: none of these may be left in what comes out. Built from parts, so that no scanner takes them for real. */
const keyId = `AKIA${'IOSFODNN7EXAMPLE'}`;
const secretKey = `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`;
const session = `IQoJb3JpZ2luX2Vj${'aB3/+'.repeat(40)}`;
const jwt = `eyJhbGciOiJIUzI1NiJ9.${'eyJzdWIiOiIxMjM0In0'}.${'s5dTq9wXyZ_-0a'}`;
const pem = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIEow' + 'IBAAKCAQEA7', '-----END RSA PRIVATE KEY-----'];

const canaries: readonly (readonly [where: string, text: string, secret: string])[] = [
  ['an access key id', `key ${keyId} used`, keyId],
  ['a secret key by itself', `found ${secretKey}.`, secretKey],
  ['a secret key in credentials', `aws_secret_access_key = ${secretKey}`, secretKey],
  ['a session token', `AWS_SESSION_TOKEN=${session}`, session],
  ['a session token by itself', `token was "${session}"`, session],
  ['a JWT', `sent ${jwt} to`, jwt],
  ['a bearer token', 'Authorization: Bearer abc.def-ghi_jkl', 'abc.def-ghi_jkl'],
  ['a PEM block', `a\n${pem.join('\n')}\nb`, pem[1] ?? ''],
  ['a PEM block in JSON', JSON.stringify({ tls: pem.join('\n') }), pem[1] ?? ''],
  ['a PEM block cut off', pem.slice(0, 2).join('\n'), pem[1] ?? ''],
  ['password=', 'connect host=db password=hunter22 port=5432', 'hunter22'],
  ['a prefixed name', 'DBPassword=Tr0ub4dor;', 'Tr0ub4dor'],
  ['JSON', '{"OktaClientSecret": "a\\"b-c3d4", "x": 1}', 'b-c3d4'],
  ['JSON within JSON', JSON.stringify(JSON.stringify({ api_key: 'k-12345' })), 'k-12345'],
  ['YAML', "api-key: 'k 12345 z'", '12345'],
  ['user info in a URL', 'postgresql://root:s3cr3tpw@db.example.com:5432/quilt', 's3cr3tpw'],
  [
    'a presigned URL',
    `https://b.s3.amazonaws.com/t.yaml?X-Amz-Signature=deadbeefcafe&X-Amz-Credential=${keyId}%2F2026`,
    'deadbeefcafe',
  ],
  [
    'an old presigned URL',
    'https://b.s3.amazonaws.com/t.yaml?AWSAccessKeyId=x&Signature=aBc%2Fd3F%3D&Expires=1',
    'aBc%2Fd3F%3D',
  ],
  ['a GitHub token', `remote ghp_${'a1B2c3D4e5F6g7H8i9J0k1'}`, `ghp_${'a1B2c3D4e5F6g7H8i9J0k1'}`],
  ['an environment list', '[{"name":"DB_PASSWORD","value":"hunter22"}]', 'hunter22'],
  ['an environment list, value first', '{"value": "hunter22", "name": "DB_PASSWORD"}', 'hunter22'],
  ['a YAML environment list', '- Name: API_TOKEN\n  Value: hunter22', 'hunter22'],
  ['a parameter list', 'ParameterKey=DBPassword,ParameterValue=hunter22', 'hunter22'],
  ['a JSON parameter list', '{"ParameterKey": "DBPassword", "ParameterValue": "hunter22"}', 'hunter22'],
  ['key and value tags', '{"Key":"api-token","Value":"hunter22"}', 'hunter22'],
  ['AWS’s validation', "Value 'hunter22' at 'masterUserPassword' failed to satisfy constraint", 'hunter22'],
  ['a cookie', 'Cookie: session=hunter22; theme=dark', 'hunter22'],
  ['a cookie set', 'Set-Cookie: sid=hunter22; Path=/', 'hunter22'],
  ['a cookie in JSON', '{"cookie":"a=hunter22"}', 'hunter22'],
  ['a flag', 'psql --password hunter22 -h db', 'hunter22'],
  ['a flag in quotes', "tool --db-password 'hunter 22' -h db", 'hunter 22'],
  ['a flag in an argument list', '["--password","hunter22"]', 'hunter22'],
  ['a user of curl', 'curl -u ops:hunter22 https://example.com', 'hunter22'],
  ['a user of curl at length', 'curl --user ops:hunter22 https://example.com', 'hunter22'],
  ['a header of curl', "curl -H 'X-Api-Key: hunter22'", 'hunter22'],
  ['MySQL’s short flag', 'mysql -uroot -phunter22 quilt', 'hunter22'],
  ['XML', '<MasterUserPassword>hunter22</MasterUserPassword>', 'hunter22'],
  ['an XML attribute', '<db user="root" password="hunter22"/>', 'hunter22'],
  ['a Go data source', 'root:hunter22@tcp(db:3306)/quilt', 'hunter22'],
  ['a data source without a scheme', 'dsn root:hunter22@db.example.com:5432/quilt', 'hunter22'],
  ['a URL whose password has a slash', 'postgresql://root:hun/ter22@db.example.com/quilt', 'ter22'],
  ['a URL with a password alone', 'redis://:hunter22@cache:6379/0', 'hunter22'],
  ['SQL', "ALTER USER root IDENTIFIED BY 'hunter22'", 'hunter22'],
  ['SQL of PostgreSQL', "CREATE ROLE root WITH PASSWORD 'hunter22'", 'hunter22'],
  ['netrc', 'machine x login root password hunter22', 'hunter22'],
  ['a hash rocket', ':password => "hunter22"', 'hunter22'],
  ['an assignment', 'password := "hunter22"', 'hunter22'],
  ['a tuple', "('password', 'hunter22')", 'hunter22'],
  ['a query escaped', 'password%3Dhunter22%26x', 'hunter22'],
  ['HTML escaped', 'password=&quot;hunter22&quot;', 'hunter22'],
  ['a name with an ending', 'SecretString: hunter22', 'hunter22'],
  ['a name with a number', 'DB_PASSWORD_2=hunter22', 'hunter22'],
  ['a hash of a password', 'password_hash: $2b$10$hunter22', 'hunter22'],
  ['a block of YAML', 'password: |\n  hunter22\nuser: root', 'hunter22'],
  ['a value on the next line of YAML', 'password:\n      hunter22', 'hunter22'],
  ['a key of a store', 'AccountName=x;AccountKey=hunter22==;', 'hunter22'],
  ['an encryption key', 'encryption_key=hunter22', 'hunter22'],
  ['a session id', 'sessionid=hunter22', 'hunter22'],
  ['a JSON number', '{"pin_code": 1, "password": 8271635}', '8271635'],
  ['a one-time code', 'otp=827163', '827163'],
  ['words', 'the password is hunter22.', 'hunter22'],
  ['words and quotes', 'wrong password "hunter22" for root', 'hunter22'],
  ['a SendGrid key', `key SG.${'a1B2c3D4e5F6g7H8'}.${'i9J0k1L2m3N4o5P6'}`, 'i9J0k1L2m3N4o5P6'],
  ['a Slack hook', `https://hooks.slack.com/services/T0/B0/${'hunter22hunter22'}`, 'hunter22hunter22'],
  ['an OpenAI key', `sk-proj-${'a1B2c3D4e5F6g7H8i9J0'}`, 'a1B2c3D4e5F6g7H8i9J0'],
  ['a Google token', `ya29.${'a0AfH6SMBx1y2z3A4B5C6'}`, 'a0AfH6SMBx1y2z3A4B5C6'],
  ['an npm rc', '//registry.example.com/:_authToken=hunter22', 'hunter22'],
  ['Docker’s auths', '{"auths":{"x":{"auth":"aHVudGVyMjI6eA=="}}}', 'aHVudGVyMjI6eA=='],
  ['an authorization without a scheme', 'authorization: hunter22', 'hunter22'],
  ['a header list', '[["authorization","hunter22"]]', 'hunter22'],
];

describe('redaction', () => {
  it.each(canaries)('finds %s', (_where, text, secret) => {
    expect(text).toContain(secret);
    expect(redact(text)).not.toContain(secret);
    expect(JSON.stringify(redactData({ deep: [{ text }] }))).not.toContain(secret);
  });

  it('finds a known secret in every form it is echoed in', () => {
    const secret = 'p@ss "w0rd"/ü';
    const text = [
      secret,
      JSON.stringify({ note: `was ${secret}` }),
      `?q=${encodeURIComponent(secret)}`,
      Buffer.from(secret).toString('base64'),
    ].join('\n');
    const clean = redact(text, [secret]);
    for (const form of [
      'p@ss',
      'w0rd',
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').slice(0, 12),
    ])
      expect(clean).not.toContain(form);
  });

  it('hides every known secret, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 6, maxLength: 40 }),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          fc.pre(!'****'.includes(secret) && !/^\*|\*$/.test(secret));
          expect(redact(`${before}|${secret}|${after}`, [secret])).not.toContain(`|${secret}|`);
        },
      ),
    );
  });

  it.each([
    [
      { name: 'DB_PASSWORD', value: 'x y z' },
      { name: 'DB_PASSWORD', value: '****' },
    ],
    [
      { ParameterKey: 'DBPassword', ParameterValue: '42' },
      { ParameterKey: 'DBPassword', ParameterValue: '****' },
    ],
    [
      { Key: 'owner', Value: 'ops' },
      { Key: 'owner', Value: 'ops' },
    ],
  ])('masks the value beside a secret’s name: %o', (data, clean) =>
    expect(redactData([data])).toEqual([clean]),
  );

  it('masks values under a secret’s name, whatever they look like', () => {
    expect(
      redactData({ DBPassword: 'x y z', AdminEmail: 'ops@example.com', license_key: '42', token: '' }),
    ).toEqual({
      DBPassword: '****',
      AdminEmail: 'ops@example.com',
      license_key: '****',
      token: '',
    });
  });

  it.each([
    'arn:aws:cloudformation:us-east-1:123456789012:stack/quilt/0a1b2c3d-0000-11f0-8000-0123456789ab',
    'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111',
    'quilt-AmazonECSTaskExecutionRole-d5NmglefXjDn',
    'commit da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    'https://quilt.example.com/oauth-callback?next=/b/data',
    'Bucket name should not contain uppercase characters',
    'vpc-search-abc.us-east-1.es.amazonaws.com',
    'The password must have at least 8 characters, letters and digits among them.',
    'Parameter DBPassword failed to satisfy constraint: Member must have length greater than 7',
    '{"Key":"Name","Value":"quilt"}',
    'ParameterKey=QuiltWebHost,ParameterValue=quilt.example.com',
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:quilt-install/quilt/DBPassword-AbCdEf',
    'ops@example.com wrote to sales@example.org at 10:30',
    'Resource handler returned message: "Invalid request provided" (Service: Rds, Status Code: 400)',
    'docker run -p 8080:80 quilt',
  ])('leaves %s alone', (text) => expect(redact(text)).toBe(text));

  it('takes hundreds of kilobytes of anything: a slow pattern would hang here', () => {
    for (const text of [
      'password'.repeat(40_000),
      '-----BEGIN '.repeat(30_000),
      'a'.repeat(300_000),
      '\\"'.repeat(150_000),
    ])
      expect(redact(text).length).toBeLessThan(text.length + 20);
  });
});
