import { shortText } from '../core/text.ts';

/** What output `TemplateBuildMetadata` says of the template a stack was made from. */
export interface BuildMetadata {
  /** Release, such as `1.62.1`. */
  readonly tag: string;
  readonly revision?: string;
  readonly variant?: string;
}

/** Reads the JSON text of `TemplateBuildMetadata`; undefined where it is no such thing. */
export function buildMetadata(text: string | undefined): BuildMetadata | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null) return undefined;
  const field = (name: string): string | undefined => {
    const value = Object.entries(read).find(([key]) => key === name)?.[1] as unknown;
    return typeof value === 'string' && value.trim() !== '' ? shortText(value, 100) : undefined;
  };
  const tag = field('git_tag');
  const revision = field('git_revision');
  const variant = field('variant');
  if (tag === undefined) return undefined;
  return {
    tag,
    revision,
    variant,
  };
}

const numbers = (tag: string): readonly number[] | undefined => {
  const [, major, minor, patch] = /^v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(tag) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch ?? 0)];
};

/** Below 0: `left` is older; undefined where either is no release number. */
export function compareVersions(left: string, right: string): number | undefined {
  const a = numbers(left);
  const b = numbers(right);
  if (a === undefined || b === undefined) return undefined;
  for (const [index, number] of a.entries()) if (number !== b[index]) return number - (b[index] ?? 0);
  return 0;
}

export interface UpgradePath {
  /** `1.62.1 → 1.66.0`, with variants where they differ; undefined where neither is known. */
  readonly line?: string;
  /** Why this step must not be taken, each with what to do instead. */
  readonly stops: readonly {
    readonly kind: 'downgrade' | 'skipped' | 'network';
    readonly reason: string;
    readonly fix: string;
  }[];
}

/** Parameters that a network 2.0 template has and a network 1.0 stack lacks. */
const networkTwo: readonly string[] = ['IntraSubnets', 'UserSubnets', 'UserSecurityGroup'];

const lineOf = (from: BuildMetadata | undefined, to: BuildMetadata | undefined): string | undefined => {
  if (from === undefined && to === undefined) return undefined;
  const name = (one: BuildMetadata | undefined): string => {
    if (one === undefined) return 'unknown version';
    return one.variant === undefined || from?.variant === to?.variant
      ? one.tag
      : `${one.tag} (${one.variant})`;
  };
  return `${name(from)} → ${name(to)}`;
};

/** The upgrade from a running stack to the template offered, by release and by parameters. */
export function upgradePath(upgrade: {
  readonly from: BuildMetadata | undefined;
  readonly to: BuildMetadata | undefined;
  /** Keys of the running stack's parameters. */
  readonly has: Iterable<string>;
  /** Keys of the offered template's parameters. */
  readonly offers: Iterable<string>;
}): UpgradePath {
  const { from, to } = upgrade;
  const line = lineOf(from, to);
  const stops = [
    ...versionStops(from?.tag, to?.tag),
    ...networkStops(new Set(upgrade.has), new Set(upgrade.offers)),
  ];
  return { line, stops };
}

const versionStops = (from: string | undefined, to: string | undefined): UpgradePath['stops'] => {
  if (from === undefined || to === undefined) return [];
  if ((compareVersions(to, from) ?? 0) < 0)
    return [
      {
        kind: 'downgrade',
        reason: `the template is release ${to}, older than the ${from} that runs; its database migrations cannot be taken back`,
        fix: `Use a template of release ${from} or newer.`,
      },
    ];
  const skips = (compareVersions(from, '1.66.0') ?? 0) < 0 && (compareVersions(to, '1.67.0') ?? -1) >= 0;
  if (!skips) return [];
  return [
    {
      kind: 'skipped',
      reason: `release ${from} must go through 1.66 before ${to}`,
      fix: 'Upgrade with a 1.66 template first, then with this one.',
    },
  ];
};

const networkStops = (has: ReadonlySet<string>, offers: ReadonlySet<string>): UpgradePath['stops'] => {
  const fresh = networkTwo.filter((key) => offers.has(key));
  // Two of them: one alone may have been added to an older network for another reason.
  if (fresh.length < 2 || networkTwo.some((key) => has.has(key)) || has.size === 0) return [];
  return [
    {
      kind: 'network',
      reason: `the template lays out network 2.0 (${fresh.join(', ')}), the stack runs on network 1.0, and that cannot be changed in place`,
      fix: 'Make a new stack from this template beside the old one, from a manual database snapshot, and move the host names; or ask for the network 1.0 variant of this release.',
    },
  ];
};
