import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { known } from '../../core/parameter.ts';
import type { Product } from '../../core/product.ts';
import type { SignIn } from '../../core/sign-in.ts';
import type { Template } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { productScope } from '../template/chosen-values.ts';
import { fail, listed, notNeeded, pass, skipped, unknown, warn, worst } from '../verdicts.ts';

type Provider = SignIn['providers'][number];

const inTemplate = (keys: readonly string[], template: Template | undefined): readonly string[] =>
  keys.filter((key) => template?.parameters.has(key) === true);

const deciding = (product: Product, template: Template | undefined): readonly string[] =>
  inTemplate(product.signInParameters.decide, template);

const isHttps = (address: string): boolean => {
  try {
    const { protocol, username, search, hash } = new URL(address);
    return protocol === 'https:' && username === '' && search === '' && hash === '';
  } catch {
    return false;
  }
};

const withoutSlash = (address: string): string => address.replace(/\/+$/, '');

/** A provider signs with the name in its document; a token by any other name is turned away at the first sign-in. */
const judgeIssuer = async ({ probe }: CheckInput, { title, issuer }: Provider): Promise<Verdict> => {
  if (issuer === undefined) return pass(title);
  if (!isHttps(issuer))
    return fail(
      `${title}'s address is ${issuer}, which is no plain https address.`,
      `Copy the issuer's address from ${title}, such as https://login.example.com.`,
    );
  const found = await probe.discover(issuer);
  const called = found.issuer === undefined ? '' : shortText(found.issuer, 200);
  if (found.issuer === undefined)
    return unknown(
      `${title}'s address ${issuer} could not be looked at: ${shortText(found.problem ?? 'it does not say who it is', 160)}.`,
      `See whether ${withoutSlash(issuer)}/.well-known/openid-configuration opens in a browser; if not, correct the address.`,
    );
  if (withoutSlash(found.issuer) === withoutSlash(issuer)) return pass(`${title} (${issuer})`);
  return warn(
    `At ${issuer} ${title} calls itself ${called}, and sign-in compares the two.`,
    `Give that address instead: ${called}`,
  );
};

const hasValue = ({ values }: CheckInput, key: string | undefined): boolean =>
  key !== undefined && values.get(key)?.usePrevious !== true && (known(values, key) ?? '') !== '';

const remarks = (input: CheckInput, { redirect, providers }: SignIn): readonly string[] => {
  const { adminPasswordParameter } = input.target.product;
  return [
    ...(redirect === undefined ? [] : [`The redirect address to register: ${redirect}.`]),
    ...(hasValue(input, adminPasswordParameter)
      ? [
          `${adminPasswordParameter} has no effect for whoever signs in through ${listed(providers.map(({ title }) => title))}.`,
        ]
      : []),
  ];
};

const judgeProviders = async (input: CheckInput, signIn: SignIn): Promise<Verdict> => {
  const verdicts = await Promise.all(signIn.providers.map((provider) => judgeIssuer(input, provider)));
  const verdict = worst(verdicts);
  if (verdict.status === 'fail') return verdict;
  if (verdict.status !== 'pass')
    return { ...verdict, message: [verdict.message ?? '', ...remarks(input, signIn)].join(' ') };
  const ways = [
    ...(signIn.password ? ['by password'] : []),
    `through ${listed(verdicts.map(({ message }) => message ?? ''))}`,
  ];
  return pass(
    [`${ways.join(' or ')}.`.replace(/^./, (letter) => letter.toUpperCase()), ...remarks(input, signIn)].join(
      ' ',
    ),
  );
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { product, template } = input.target;
  const keys = deciding(product, template);
  if (keys.length === 0) return notNeeded('Nothing here decides who may sign in.');
  const signIn = product.signIn(productScope(input));
  if (signIn === undefined) return skipped(`Not judged: ${listed(keys)} cannot be read.`);
  if (signIn.providers.length > 0) return judgeProviders(input, signIn);
  if (signIn.password) return pass('By password.');
  return fail(
    'Nobody could sign in: passwords are disabled, and no single sign-on provider is enabled.',
    `Enable one of them: ${listed(keys, 8)}.`,
  );
};

export const authSignIn: Check<'auth.sign-in'> = {
  id: 'auth.sign-in',
  category: 'Sign-in',
  title: 'Somebody can sign in',
  needs: deciding,
  uses: (product, template) => inTemplate(product.signInParameters.tell, template),
  judge,
};
