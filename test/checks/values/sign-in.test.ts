import { authSignIn } from '../../../src/checks/values/sign-in.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { answering, type Situation } from '../facts.ts';
import { judgeTable } from '../table.ts';

const template = (...keys: readonly string[]) =>
  parseTemplate(
    `Parameters: {${keys.map((key) => `${key}: {Type: String}`).join(', ')}}\nResources: {T: {Type: "AWS::SNS::Topic"}}`,
  );

const single = template(
  'QuiltWebHost',
  'AdminPassword',
  'PasswordAuth',
  'SingleSignOnProvider',
  'SingleSignOnBaseUrl',
);
const providers = ['Google', 'Okta', 'OneLogin', 'Azure'];
const multi = template(
  'QuiltWebHost',
  'PasswordAuth',
  ...providers.map((one) => `${one}Auth`),
  ...providers.map((one) => `${one}BaseUrl`),
);
const off = Object.fromEntries(providers.map((one) => [`${one}Auth`, 'Disabled']));
const legacy = template('QuiltWebHost', 'AuthType', 'AuthBaseUrl');

const issuer = 'https://acme.okta.com/oauth2/default';
const saying = (answer: { readonly issuer?: string; readonly problem?: string }): Situation['probe'] => ({
  discover: answering(answer),
});

const one = (values: Readonly<Record<string, string>>, probe: Situation['probe'] = {}): Situation => ({
  target: { template: single },
  values: { QuiltWebHost: 'q.example.com', PasswordAuth: 'Enabled', ...values },
  probe,
});
const okta = { SingleSignOnProvider: 'Okta', SingleSignOnBaseUrl: issuer };

const many = (values: Readonly<Record<string, string>>, probe: Situation['probe'] = {}): Situation => ({
  target: { template: multi },
  values: { QuiltWebHost: 'q.example.com', PasswordAuth: 'Enabled', ...off, ...values },
  probe,
});

judgeTable(authSignIn, [
  [
    'nobody',
    one({ PasswordAuth: 'Disabled', SingleSignOnProvider: '(Disabled)' }),
    'fail',
    /Nobody could sign in.*PasswordAuth, SingleSignOnProvider/,
  ],
  ['by password', one({ SingleSignOnProvider: '(Disabled)' }), 'pass', /By password/],
  [
    'a provider that is who it says',
    one(okta, saying({ issuer: `${issuer}/` })),
    'pass',
    /By password or through Okta \(https:\/\/acme\.okta\.com.*The redirect address to register: https:\/\/q\.example\.com\/oauth-callback/,
  ],
  [
    'an administrator’s password beside a provider',
    one({ ...okta, AdminPassword: 'hunter22' }, saying({ issuer })),
    'pass',
    /AdminPassword has no effect for whoever signs in through Okta/,
  ],
  [
    'a provider of another name',
    one(okta, saying({ issuer: 'https://acme.okta.com' })),
    'warn',
    /calls itself https:\/\/acme\.okta\.com, .*instead: https:\/\/acme\.okta\.com$/,
  ],
  [
    'a name that would play with the terminal',
    one(okta, saying({ issuer: '\u001b[31mhttps://evil' })),
    'warn',
    /itself [^\u001b]*https:\/\/evil/,
  ],
  ['silence', one(okta, saying({ problem: 'ENOTFOUND' })), 'unknown', /ENOTFOUND.*well-known/],
  [
    'silence, which keeps nobody from registering the address',
    one({ ...okta, AdminPassword: 'hunter22' }, saying({ problem: 'ENOTFOUND' })),
    'unknown',
    /ENOTFOUND.*register: https:\/\/q\.example\.com\/oauth-callback\..*AdminPassword has no effect/,
  ],
  ['plain http', one({ ...okta, SingleSignOnBaseUrl: 'http://acme.okta.com' }), 'fail', /no plain https/],
  ['a query', one({ ...okta, SingleSignOnBaseUrl: 'https://acme.okta.com?x=1' }), 'fail', /no plain https/],
  [
    'Google, whose address is its own',
    one({ SingleSignOnProvider: 'Google', SingleSignOnBaseUrl: '' }),
    'pass',
    /through Google/,
  ],
  [
    'no value yet',
    { target: { template: single }, values: { PasswordAuth: 'Enabled' } },
    'skipped',
    /SingleSignOnProvider/,
  ],
  ['several: none', many({ PasswordAuth: 'Disabled' }), 'fail', /OktaAuth/],
  [
    'OneLogin, by the issuer of its own',
    many({ OneLoginAuth: 'Enabled', OneLoginBaseUrl: issuer }, saying({ issuer })),
    'pass',
    /through OneLogin \(https:/i,
  ],
  [
    'several: each is looked at',
    many(
      { PasswordAuth: 'Disabled', OktaAuth: 'Enabled', OktaBaseUrl: issuer, GoogleAuth: 'Enabled' },
      saying({ issuer }),
    ),
    'pass',
    /^Through Google, Okta \(/,
  ],
  [
    'several: one that is off is not looked at',
    many({ GoogleAuth: 'Enabled', AzureBaseUrl: 'http://left.over' }),
    'pass',
    /through Google/,
  ],
  [
    '5.0.x',
    {
      target: { template: legacy },
      values: { QuiltWebHost: 'q.example.com', AuthType: 'Enabled', AuthBaseUrl: issuer },
      probe: saying({ issuer }),
    },
    'pass',
    /through the identity provider/,
  ],
  [
    'a template without sign-in',
    { target: { template: template('QuiltWebHost') } },
    'skipped',
    /Nothing here/,
  ],
]);
