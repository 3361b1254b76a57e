import { expect, it } from 'vitest';
import { install } from '../../../src/commands/install/install.ts';
import { InstallErrors } from '../../../src/core/errors.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { attended } from '../attended.ts';

it.for([
  ['by a script', undefined],
  ['by a person, who is asked nothing', () => true],
] as const)('a parameter that the template does not have is told first, %s', async ([, person], test) => {
  const account = await accountOfTest(test, { scenario: 'empty' });
  const words = ['--template-file', 'templates/quilt.yaml', '--yes', '--param', 'AdminMail=ops@example.com'];
  const run = attended(account, ['install', ...words], person);
  const ended: unknown = await install(run.session).catch((error: unknown) => error);
  expect(ended).toBeInstanceOf(InstallErrors);
  const { errors, exitCode } = ended as InstallErrors;
  expect(exitCode).toBe(2);
  const codes = errors.map(({ code, parameter }) => `${code} ${parameter}`);
  // What else is wrong with the values is not kept for the next run.
  expect(codes).toEqual(
    expect.arrayContaining(['parameter-unknown AdminMail', 'parameter-missing AdminEmail']),
  );
  expect(errors.find(({ parameter }) => parameter === 'AdminMail')?.hint).toBe('Did you mean AdminEmail?');
  expect(run.events.filter(({ type }) => type === 'check')).toEqual([]);
  expect(run.asked).toEqual([]);
});
