import { seeded } from './seeded.ts';
import { templates } from './tool.ts';
import type { PlannedSignal, StartRequest } from './messages.ts';

/** One campaign run, drawn from its seed. */
export interface Story {
  readonly seed: number;
  readonly command: readonly string[];
  readonly scenario: 'ready' | 'installed';
  readonly dns: 'route53' | 'none';
  readonly fail: readonly string[];
  /** Whether resources told to fail go on failing in the undisturbed run. */
  readonly resources: 'heal' | 'stay';
  readonly lost: number;
  readonly outage?: NonNullable<StartRequest['outage']>;
  readonly latencyMs: number;
  readonly speed: number;
  /** Each disturbed go at it: one process or two at once, each with what strikes it. */
  readonly goes: readonly (readonly (Omit<PlannedSignal, 'pid'> | undefined)[])[];
}

/** Calls of a whole install: the checks, then secrets, plan and execution, then watching and DNS. Later strikes miss. */
const stretches = { checks: [1, 66], plan: [64, 82], watch: [76, 112] } as const;

/** On the way forward; also on the way back; and on the way out. Only the first leads to an end by itself. */
const failures: readonly [readonly string[], ...(readonly string[])[]] = [
  ['Search=the moon was full'],
  ['PackagerQueue'],
  ['RegistryService'],
  ['PackagerQueue', 'PackagerQueue@rollback'],
  ['Search', 'Search@rollback'],
  ['LoadBalancer', 'LoadBalancer@delete'],
];

export const storyOf = (seed: number): Story => {
  const chance = seeded(seed);
  const one = <T>(...choices: readonly [T, ...T[]]): T =>
    choices[Math.floor(chance() * choices.length)] ?? choices[0];
  const share = (most: number): string => (0.02 + chance() * most).toFixed(2);
  const seconds = (most: number): string => `${Math.floor(chance() * most)}s`;
  const sometimes = (how: number, ...faults: readonly string[]): readonly string[] =>
    chance() < how ? faults : [];
  const within = (stretch: keyof typeof stretches): number => {
    const [from, to] = stretches[stretch];
    return from + Math.floor(chance() * (to - from + 1));
  };
  const kind = one('install', 'install', 'install', 'upgrade', 'upgrade', 'uninstall');
  const dns = one('route53', 'none', 'none');
  const large = chance() < 0.25;
  const shot = (): Omit<PlannedSignal, 'pid'> | undefined => {
    const signal = one(...(Array(7).fill('SIGKILL') as ['SIGKILL']), 'SIGTERM', 'SIGINT', undefined);
    if (signal === undefined) return undefined;
    return { signal, atCall: within(one('checks', 'plan', 'plan', 'watch')), moment: one('arrived', 'done') };
  };
  const failing = one<readonly string[]>(...failures);
  return {
    seed,
    scenario: kind === 'install' ? 'ready' : 'installed',
    command: commandOf(kind, large, dns),
    dns,
    fail: [
      ...sometimes(0.5, `Throttling=${share(0.25)}`),
      ...sometimes(0.4, `Stale=${share(0.3)}`),
      ...sometimes(0.25, `ExpiredToken@${seconds(1_200)}`),
      ...sometimes(0.35, ...failing),
    ],
    resources: failing.length === 1 ? one('heal', 'stay') : 'heal',
    ...(chance() < 0.3
      ? { outage: { atCall: within(one('checks', 'plan', 'watch')), lasting: Math.floor(chance() * 8_000) } }
      : {}),
    lost: chance() < 0.4 ? chance() * 0.1 : 0,
    latencyMs: one(0, 0, 5, 40),
    speed: 200 + Math.floor(chance() * 600),
    goes: Array.from({ length: 1 + Math.floor(chance() * 3) }, () =>
      chance() < 0.15 ? [shot(), shot()] : [shot()],
    ),
  };
};

const commandOf = (kind: string, large: boolean, dns: string): readonly string[] => {
  const agreed = ['--yes', '--confirm', 'quilt'];
  switch (kind) {
    case 'install':
      return [
        'install',
        ...['--template-file', large ? templates.large : templates.small],
        ...['--answers', 'templates/rehearsal/answers/ready.yaml', '--dns', dns],
        ...agreed,
      ];
    case 'upgrade':
      return [
        'upgrade',
        ...['--template-file', large ? templates.largeChanged : templates.smallChanged],
        ...['--dns', dns],
        ...agreed,
      ];
    default:
      return ['uninstall', ...agreed];
  }
};
