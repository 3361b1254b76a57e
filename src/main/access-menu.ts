import type { Clock } from '../core/clock.ts';
import { commandLine } from '../core/command-line.ts';
import { awsCodes, InstallError } from '../core/errors.ts';
import { isRegionName } from '../core/partition.ts';
import type { CommandName } from '../core/ids.ts';
import type { Choice } from '../core/prompter.ts';
import type { NamedProfile } from '../aws/index.ts';
import type { Aws } from './connect.ts';
import type { Host } from './host.ts';
import type { Screen } from './screen.ts';

/** A run that got nowhere for want of access or of a region. */
export interface StoppedRun {
  readonly command: CommandName;
  readonly argv: readonly string[];
  readonly profile: string | undefined;
  readonly error: unknown;
}

interface Around {
  readonly host: Pick<Host, 'env'>;
  readonly screen: Pick<Screen, 'prompt' | 'emit'>;
  readonly clock: Clock;
}

type AccessChoice =
  | { readonly kind: 'argv'; readonly argv: readonly string[] }
  | { readonly kind: 'sign-in'; readonly words: readonly string[] };

const noAccessCodes: readonly string[] = [
  awsCodes.noCredentials,
  awsCodes.expired,
  awsCodes.invalidCredentials,
  awsCodes.profileUnknown,
];

/** Enabled in every account; the others have to be switched on first, and are typed. */
export const enabledRegions =
  'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2 sa-east-1'.split(
    ' ',
  );

/** The command line with this flag, and without the one it had. */
const withFlag = (argv: readonly string[], flag: string, value: string): readonly string[] => [
  ...argv.filter((word, at) => word !== flag && argv[at - 1] !== flag && !word.startsWith(`${flag}=`)),
  flag,
  value,
];

const typeRegion = async ({ screen }: Around): Promise<string> => {
  const typed = await screen.prompt.text({
    message: 'Which one',
    validate: (text) => isRegionName(text.trim()) || 'Regions look like us-east-1 or eu-central-1.',
  });
  return typed.trim();
};

const askRegion = async (
  { argv }: StoppedRun,
  around: Around,
  profiles: readonly NamedProfile[],
): Promise<readonly string[]> => {
  const known = profiles.flatMap(({ region }) => (region === undefined ? [] : [region]));
  const choices = [...new Set([...known, ...enabledRegions])].map((name) => {
    const profile = profiles.find(({ region }) => region === name)?.name;
    return { name: profile === undefined ? name : `${name}, as in profile ${profile}`, value: name };
  });
  const chosen = await around.screen.prompt.select<string | undefined>({
    message: 'No AWS region is set. Which one?',
    explain: 'The stack, and all that it makes, will be in this region; its certificate has to be there too.',
    choices: [...choices, { name: 'another one', value: undefined }],
    default: choices[0]?.value,
  });
  return withFlag(argv, '--region', chosen ?? (await typeRegion(around)));
};

const waysIn = (
  { argv, command, profile }: StoppedRun,
  { host }: Around,
  profiles: readonly NamedProfile[],
  words: readonly string[],
): readonly Choice<AccessChoice>[] => {
  const current = profile ?? host.env['AWS_PROFILE'] ?? 'default';
  const byArgv = (next: readonly string[]): AccessChoice => ({ kind: 'argv', argv: next });
  return [
    ...profiles
      .filter(({ name }) => name !== current)
      .map(({ name }) => ({
        name: `use profile ${name}`,
        value: byArgv(withFlag(argv, '--profile', name)),
      })),
    { name: `sign in here: ${commandLine(words)}`, value: { kind: 'sign-in', words } },
    { name: 'try again, after signing in in another window', value: byArgv(argv) },
    ...(command === 'install'
      ? [{ name: 'rehearse it without AWS', value: byArgv(['rehearse', '--', ...argv]) }]
      : []),
  ];
};

const askAccessChoice = async (stopped: StoppedRun, around: Around, aws: Aws): Promise<readonly string[]> => {
  const { screen, host, clock } = around;
  for (;;) {
    const profiles = await clock.during(aws.listProfiles());
    const words = await clock.during(aws.signInCommand(host.env, stopped.profile));
    const way = await screen.prompt.select<AccessChoice>({
      message: 'How do you want to go on?',
      choices: waysIn(stopped, around, profiles, words),
    });
    if (way.kind === 'argv') return way.argv;
    if (await clock.during(aws.login(way.words))) return stopped.argv;
    screen.emit({
      type: 'note',
      level: 'warn',
      message: `${commandLine(way.words)} could not be run here, or did not succeed.`,
      detail: ['Run it in another window, then choose to try again.'],
    });
  }
};

/**
 * At a terminal, where there was no access or no region, the person chooses how to go on. `preflight` asks nothing.
 * @returns the command line to go on with; undefined where the error is the end
 */
export async function askForAccess(
  stopped: StoppedRun,
  around: Around,
): Promise<readonly string[] | undefined> {
  const { error, command } = stopped;
  if (!around.screen.prompt.interactive || command === 'preflight' || !(error instanceof InstallError))
    return undefined;
  const noRegion = error.code === awsCodes.regionMissing;
  // An operation that runs on in AWS is another matter than one that has not begun.
  if (!noRegion && (!noAccessCodes.includes(error.code) || error.resume !== undefined)) return undefined;
  const aws = await around.clock.during(import('../aws/index.ts'));
  if (noRegion) return askRegion(stopped, around, await around.clock.during(aws.listProfiles()));
  around.screen.emit({
    type: 'error',
    code: error.code,
    message: error.message,
    hint: error.hint,
    docs: error.docs,
  });
  const next = await askAccessChoice(stopped, around, aws);
  // The SDK keeps the text of both files for the life of the process; a sign-in may have changed them by now.
  await around.clock.during(aws.listProfiles());
  return next;
}
