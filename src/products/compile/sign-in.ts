import type { Product } from '../../core/product.ts';
import type { SignIn } from '../../core/sign-in.ts';
import { shortText } from '../../core/text.ts';
import type { ProductFile } from '../file/product-file.ts';
import { parametersNamed } from './references.ts';
import type { Evaluate } from './scope.ts';

const filled = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? undefined : shortText(trimmed, 300);
};

const signInOf =
  ({ signIn }: ProductFile, evaluate: Evaluate): Product['signIn'] =>
  (scope): SignIn | undefined => {
    if (signIn === undefined) return undefined;
    const evaluation = evaluate(scope);
    const password = evaluation.holds(signIn.password);
    const on = signIn.providers.map((provider) => ({ provider, on: evaluation.holds(provider.when) }));
    if (password === undefined || on.some((one) => one.on === undefined)) return undefined;
    return {
      password,
      redirect: filled(evaluation.text(signIn.redirect)),
      providers: on
        .filter((one) => one.on === true)
        .map(({ provider }) => ({
          title: shortText(provider.title),
          issuer: filled(evaluation.text(provider.issuer)),
        })),
    };
  };

const setupsOf =
  ({ signIn }: ProductFile, evaluate: Evaluate): Product['providerSetups'] =>
  (scope) => {
    const evaluation = evaluate(scope);
    return (signIn?.providers ?? []).flatMap(({ id, title, enter = [], traps = [], set = [] }) =>
      id === undefined
        ? []
        : [
            {
              id,
              title: shortText(title),
              enter: enter.flatMap((text) => filled(evaluation.text(text)) ?? []),
              traps: traps.map((text) => shortText(text, 300)),
              families: set.map((family) => Object.entries(family)),
            },
          ],
    );
  };

export const signInsOf = (
  file: ProductFile,
  evaluate: Evaluate,
): Pick<Product, 'signIn' | 'signInParameters' | 'providerSetups' | 'adminPasswordParameter'> => ({
  signIn: signInOf(file, evaluate),
  providerSetups: setupsOf(file, evaluate),
  signInParameters: {
    decide: file.signIn?.parameters ?? [],
    tell: parametersNamed((file.signIn?.providers ?? []).map(({ issuer }) => issuer ?? '')),
  },
  adminPasswordParameter: file.signIn?.adminPassword,
});
