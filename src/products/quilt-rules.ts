import { known, type Values } from '../core/parameter.ts';
import type { Product, ProductRule } from '../core/product.ts';

const providers = ['Google', 'Okta', 'OneLogin', 'Azure'];

const off = (text: string | undefined): boolean => ['', '(Disabled)', 'Disabled'].includes(text ?? '');

const providersOf = (values: Values): readonly string[] => [
  ...(off(known(values, 'SingleSignOnProvider')) ? [] : [known(values, 'SingleSignOnProvider') ?? '']),
  ...providers.filter((name) => !off(known(values, `${name}Auth`))),
];

const somebodySignsIn: ProductRule = {
  parameters: ['PasswordAuth', 'SingleSignOnProvider', ...providers.map((name) => `${name}Auth`)],
  message:
    'Nobody could sign in: passwords are disabled and there is no single sign-on provider. Enable one of them.',
  holds: ({ values = new Map() }) =>
    known(values, 'PasswordAuth') !== 'Disabled' || providersOf(values).length > 0,
};

/** Google knows its own address; what a kept secret holds nobody sees. */
const empty = (values: Values, key: string): boolean => values.has(key) && known(values, key) === '';

const singleSignOnFields: ProductRule = {
  parameters: [
    'SingleSignOnProvider',
    'SingleSignOnClientId',
    'SingleSignOnClientSecret',
    'SingleSignOnBaseUrl',
  ],
  message:
    'The single sign-on provider lacks a field: it needs the client id and secret, and all but Google the base URL. Fill them in, or disable the provider.',
  holds: ({ values = new Map() }) =>
    off(known(values, 'SingleSignOnProvider')) ||
    !(
      empty(values, 'SingleSignOnClientId') ||
      empty(values, 'SingleSignOnClientSecret') ||
      (known(values, 'SingleSignOnProvider') !== 'Google' && empty(values, 'SingleSignOnBaseUrl'))
    ),
};

const providerFields = (name: string): ProductRule => {
  const keys = ['ClientId', 'ClientSecret', ...(name === 'Google' ? [] : ['BaseUrl'])].map(
    (field) => name + field,
  );
  return {
    parameters: [`${name}Auth`, ...keys],
    message: `Sign-in through ${name} is enabled and lacks a field: ${keys.join(', ')} are needed. Fill them in, or disable it.`,
    holds: ({ values = new Map() }) =>
      off(known(values, `${name}Auth`)) || !keys.some((key) => empty(values, key)),
  };
};

export const rules: readonly ProductRule[] = [
  somebodySignsIn,
  singleSignOnFields,
  ...providers.map(providerFields),
];

export const teamBucket: Product['teamBucket'] = {
  label: 'Team bucket',
  explain:
    'A bucket whose files the catalog shows. When an administrator adds it, the catalog attaches event notifications to it and keeps its packages under .quilt/; files that are there stay as they are.',
};
