import { rankCertificates, type RankedCertificate } from '../../account/certificate.ts';
import { shortText } from '../../core/text.ts';
import type { PickMaker } from './picker.ts';

const marks = ({ coverage }: RankedCertificate, hosts: readonly string[]): string =>
  hosts.map((host) => `${coverage.covered.includes(host) ? '√' : '×'} ${host}`).join('  ');

const nameOf = ({ certificate }: RankedCertificate): string => {
  const [first = certificate.arn, ...others] = certificate.names;
  return shortText(others.length === 0 ? first : `${first} and ${others.length} more`, 60);
};

/** Certificates of this region, ranked for the product's hosts, with a mark per host. */
export const pickCertificate: PickMaker = async ({ product, values, template }, { facts, now }) => {
  const hosts = product.hosts({ values, template });
  const ranked = rankCertificates(await facts.certificates(), hosts, now);
  const usable = ranked.filter((one) => one.usable);
  return {
    choices: ranked.map((one) => ({
      name: `${nameOf(one)}   ${marks(one, hosts)}`.trim(),
      value: one.certificate.arn,
      description: [one.certificate.arn, ...one.problems.map(({ text }) => shortText(text))].join('; '),
    })),
    best: usable.slice(0, 1).map((one) => one.certificate.arn),
    certain: hosts.length > 0 && usable.length === 1,
  };
};
