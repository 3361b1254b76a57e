import { expect, it } from 'vitest';
import { notes } from '../attended.ts';
import { installing, toEveryFix } from './empty-account.ts';

it('an account with nothing in it ends in a working stack with a zone made on the way, whose name servers are shown', async () => {
  const { person, ended, run, account } = await installing({
    ...toEveryFix,
    'Where do their records go?': 'Make the public hosted zone data.example.com',
    'Create this stack?': true,
  });
  expect(ended).toMatchObject({ outcome: 'succeeded', exitCode: 0 });
  expect(person.submits.length).toBeLessThanOrEqual(12);
  const texts = notes(run);
  expect(texts.find((note) => note.includes('adds these name servers'))).toMatch(
    /^Whoever manages example\.com [^]*data\.example\.com\. 172800 IN NS ns-/,
  );
  expect(texts.find((note) => note.startsWith('Make the public hosted zone'))).toContain(
    '0.50 US dollars a month',
  );
  expect(run.events.filter(({ type }) => type === 'dns').at(-1)).toMatchObject({ state: 'verified' });
  const [zone] = account.state.zones.values();
  expect(texts.at(-1)).toContain(`aws route53 delete-hosted-zone --id ${zone?.id}`);
});
