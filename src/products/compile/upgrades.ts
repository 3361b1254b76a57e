import { compareVersions } from '../../account/version.ts';
import type { ProductScope, UpgradeNote } from '../../core/product.ts';
import { stripControl } from '../../core/text.ts';
import type { ProductFile, UpgradeEntry } from '../file/product-file.ts';

/** Both ends of an upgrade, as far as they are told. */
interface UpgradePath {
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Keys of the running stack's parameters. */
  readonly has: ReadonlySet<string>;
  /** Keys of the offered template's parameters. */
  readonly offers: ReadonlySet<string>;
}

const isBelow = (release: string | undefined, bound: string): boolean =>
  release !== undefined && (compareVersions(release, bound) ?? 0) < 0;

const isAtLeast = (release: string | undefined, bound: string): boolean =>
  release !== undefined && (compareVersions(release, bound) ?? -1) >= 0;

/** The parameters that come with the template, where enough of them do and the stack has none of the set. */
const added = ({ adding }: UpgradeEntry, { has, offers }: UpgradePath): readonly string[] => {
  const { parameters = [], count = 1 } = adding ?? {};
  const fresh = parameters.filter((key) => offers.has(key));
  return fresh.length < count || has.size === 0 || parameters.some((key) => has.has(key)) ? [] : fresh;
};

const applies = (entry: UpgradeEntry, way: UpgradePath): boolean => {
  const { fromBelow, toAtLeast, adding } = entry;
  if (fromBelow !== undefined && !isBelow(way.from, fromBelow)) return false;
  if (toAtLeast !== undefined && !isAtLeast(way.to, toAtLeast)) return false;
  return adding === undefined || added(entry, way).length > 0;
};

const downgrade = ({ from, to }: UpgradePath): readonly UpgradeNote[] =>
  from === undefined || to === undefined || (compareVersions(to, from) ?? 0) >= 0
    ? []
    : [
        {
          kind: 'stop',
          reason: `the template is release ${to}, older than the ${from} that runs; what a newer release did to its data cannot be taken back`,
          fix: `Use a template of release ${from} or newer.`,
        },
      ];

const filled = (text: string, entry: UpgradeEntry, way: UpgradePath): string =>
  stripControl(text)
    .replaceAll('${From}', way.from ?? 'an unknown release')
    .replaceAll('${To}', way.to ?? 'this one')
    .replaceAll('${Added}', added(entry, way).join(', '));

/** What is known of an upgrade; a template older than the stack is a stop for every product. */
export const upgradeNotes = ({ upgrades = [] }: ProductFile, way: UpgradePath): readonly UpgradeNote[] => [
  ...downgrade(way),
  ...upgrades
    .filter((entry) => applies(entry, way))
    .map((entry) => ({
      kind: entry.kind,
      reason: filled(entry.reason, entry, way),
      fix: filled(entry.fix, entry, way),
    })),
];

/** The parameters that a running stack is known to have. */
export const keysOf = ({ values }: ProductScope): ReadonlySet<string> => new Set(values?.keys() ?? []);
