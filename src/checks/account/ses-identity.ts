import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { shellWord } from '../../core/command-line.ts';
import { shortText } from '../../core/text.ts';
import { namedBy, namingKeys, type Named } from '../values/named.ts';
import { notNeeded, pass, warn, worst } from '../verdicts.ts';

/** `ops@mail.example.com` may be sent from by itself, mail.example.com or example.com: a verified domain counts for those below. */
const identitiesFor = (sender: string): readonly string[] => {
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase();
  const labels = domain.split('.');
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  return [...new Set([...(sender.includes('@') ? [sender] : []), ...domains])];
};

const judgeSender = async ({ facts, target }: CheckInput, { key, name }: Named): Promise<Verdict> => {
  const shown = shortText(name, 100);
  const found = await Promise.all(
    identitiesFor(name).map(async (one) => ({ one, identity: await facts.mailIdentity(one) })),
  );
  const verified = found.find(({ identity }) => identity?.verified === true);
  if (verified !== undefined) return pass(`${shown} (identity ${shortText(verified.one, 100)})`);
  const begun = found.find(({ identity }) => identity !== undefined);
  if (begun !== undefined)
    return warn(
      `SES in ${target.region} has not verified ${shortText(begun.one, 100)} (${begun.identity?.status ?? ''}), so nothing can be sent from ${shown} (${key}).`,
      'Click the link that SES mailed to the address, or put the records into DNS that the SES console shows for the domain.',
    );
  const proof = name.includes('@')
    ? 'click the link that SES mails to it'
    : 'put the records into DNS that the SES console shows for it';
  return warn(
    `SES in ${target.region} does not know ${shown} (${key}) nor its domain, so nothing can be sent from there.`,
    `Add it, then ${proof}: aws sesv2 create-email-identity --region ${target.region} --email-identity ${shellWord(shown)}`,
  );
};

const judgeAccount = async ({ facts, target }: CheckInput): Promise<Verdict> => {
  const { production, sending } = await facts.mailAccount();
  if (!sending)
    return warn(
      `SES has stopped this account's sending in ${target.region}.`,
      'The SES console tells why, and takes the appeal.',
    );
  if (production) return pass('out of the sandbox');
  return warn(
    `SES in ${target.region} is still in its sandbox: mail goes to verified addresses alone.`,
    'Ask for production access in the SES console (Account dashboard); AWS takes about a day.',
  );
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const senders = namedBy(input, 'ses-identity');
  if (senders.length === 0) return notNeeded('No parameter names an address that SES sends from.');
  return worst(await Promise.all([...senders.map((one) => judgeSender(input, one)), judgeAccount(input)]));
};

/** The stack comes up without: it is its mail that is never seen. So it warns. */
export const sesIdentity: Check<'ses.identity'> = {
  id: 'ses.identity',
  category: 'Account',
  title: 'SES sends from the address that is named',
  needs: (product, template) => namingKeys(product, template, 'ses-identity'),
  judge,
};
