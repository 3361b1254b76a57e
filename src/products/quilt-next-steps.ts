import type { Value } from '../core/parameter.ts';
import { url, type StackOutputs } from './quilt-hosts.ts';

const clear = (values: readonly Value[], key: string): string | undefined => {
  const value = values.find((one) => one.key === key);
  return value === undefined || value.secret || value.value === '' ? undefined : value.value;
};

const signIn = (values: readonly Value[], address: string): string => {
  const admin = clear(values, 'AdminEmail');
  return admin === undefined ? `Open ${address} and sign in.` : `Open ${address} and sign in as ${admin}.`;
};

const redirect = (values: readonly Value[], address: string): readonly string[] => {
  const provider = clear(values, 'SingleSignOnProvider');
  if (provider === undefined || /disabled/i.test(provider)) return [];
  return [
    `At ${provider}, register ${address}/oauth-callback as the redirect address of this catalog's application.`,
  ];
};

const roles = (outputs: StackOutputs): readonly string[] => {
  const arn = outputs.get('RegistryRoleARN');
  return arn === undefined || arn === ''
    ? []
    : [`To lend the catalog a role of yours, let ${arn} assume it (sts:AssumeRole in its trust policy).`];
};

/** What a person does once the stack is up and its hosts resolve. */
export function nextSteps(
  values: readonly Value[],
  outputs: StackOutputs,
  operation: 'create' | 'update',
): readonly string[] {
  const address = url(outputs);
  if (address === undefined) return [];
  if (operation === 'update')
    return [`Open ${address} and sign in; searches and uploads tell whether all is well.`];
  return [
    ...redirect(values, address),
    signIn(values, address),
    'Set a default role for new users (Admin settings, Users and roles): until then nobody can sign themselves up.',
    'Add your team-data buckets (Admin settings, Buckets).',
    ...roles(outputs),
  ];
}
