import { dateOf, keyTypeOf, rankCertificates, type RankedCertificate } from '../../account/certificate.ts';
import { shortText } from '../../core/text.ts';
import { columns, type PickMaker } from './picker.ts';

const marks = ({ coverage }: RankedCertificate, hosts: readonly string[]): string =>
  hosts.map((host) => `${coverage.covered.includes(host) ? '√' : '×'} ${host}`).join('  ');

const nameOf = ({ certificate }: RankedCertificate): string => {
  const [first = certificate.arn, ...others] = certificate.names;
  return shortText(others.length === 0 ? first : `${first} and ${others.length} more`, 60);
};

const until = ({ certificate }: RankedCertificate): string =>
  certificate.notAfter === undefined ? '' : `until ${dateOf(certificate.notAfter)}`;

/** Certificates of this region, ranked for the product's hosts, with a mark per host. */
export const pickCertificate: PickMaker = async ({ product, values, template }, { facts, now }) => {
  const hosts = product.hosts({ values, template });
  const ranked = rankCertificates(await facts.certificates(), hosts, now);
  const usable = ranked.filter((one) => one.usable);
  const [best] = usable;
  return {
    choices: ranked.map((one) => ({
      name: columns(
        nameOf(one),
        shortText(one.certificate.status),
        until(one),
        shortText(keyTypeOf(one.certificate)),
        marks(one, hosts),
      ),
      short: columns(nameOf(one), until(one)).replace('  ', ' '),
      value: one.certificate.arn,
      description: [one.certificate.arn, ...one.problems.map(({ text }) => shortText(text))].join('; '),
    })),
    best: best === undefined ? [] : [best.certificate.arn],
    takes: hosts.length === 0 || best === undefined ? undefined : usable.length === 1 ? 'only' : 'best',
    because: usable.length > 1 ? `one of ${usable.length} that fit` : undefined,
  };
};
