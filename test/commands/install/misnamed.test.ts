import { expect, it } from 'vitest';
import { install } from '../../../src/commands/install/install.ts';
import { InstallErrors } from '../../../src/core/errors.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { attended } from '../attended.ts';

const words = ['--template-file', 'templates/quilt.yaml', '--yes', '--param', 'AdminMail=ops@example.com'];

it.for([
  ['a script, with the failed checks in one run', undefined],
  ['a person, before anything is looked at or asked', () => true],
] as const)('a parameter that the template does not have is told to %s', async ([, person], test) => {
  const account = await accountOfTest(test, { scenario: 'empty' });
  const run = attended(account, ['install', ...words], person);
  const ended: unknown = await install(run.session).catch((error: unknown) => error);
  expect(ended).toBeInstanceOf(InstallErrors);
  const { errors, exitCode } = ended as InstallErrors;
  expect(exitCode).toBe(2);
  // The misspelt name first: it may be why another one is missing. What else is wrong is not kept for the next run.
  const codes = errors.map(({ code, parameter }) => `${code} ${parameter}`);
  expect(codes[0]).toBe('parameter-unknown AdminMail');
  expect(codes).toContain('parameter-missing AdminEmail');
  expect(errors[0]?.hint).toBe('Did you mean AdminEmail?');
  const failed = run.events.filter((event) => event.type === 'check' && event.status === 'fail');
  expect(failed.length > 0).toBe(person === undefined);
  expect(run.asked).toEqual([]);
});
