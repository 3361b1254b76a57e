import path from 'node:path';
import { makeAws, realFiles } from '../../src/aws/index.ts';
import { parseCommand } from '../../src/main/command-line/parse.ts';
import type { CheckEvent, Event } from '../../src/core/events.ts';
import type { CommandName } from '../../src/core/ids.ts';
import { Interrupts } from '../../src/core/interrupts.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Prompter } from '../../src/core/ports.ts';
import type { Session } from '../../src/core/session.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';

/** A command and its flags. */
export type CommandLine<C extends CommandName> = readonly [C, ...string[]];

export interface Attended<out C extends CommandName = CommandName> {
  readonly session: Session<C>;
  readonly events: readonly Event[];
  /** The questions the person was asked. */
  readonly asked: readonly string[];
}

const unforeseen = (question: { readonly message: string }): Promise<never> =>
  Promise.reject(new Error(`nobody foresaw the question: ${question.message}`));

/** The question under the page of values, whose first answer goes on. */
const agreement = 'Go on with these values?';

const first = <T>({ choices }: { readonly choices: readonly { readonly value: T }[] }): Promise<T> =>
  choices[0] === undefined
    ? Promise.reject(new Error('nothing to choose from'))
    : Promise.resolve(choices[0].value);

/** A command's session on a rehearsed account, with a person there who answers yes or no; nobody where `person` is left out. */
export const attended = <C extends CommandName>(
  account: RehearsalAccount,
  [command, ...words]: CommandLine<C>,
  person?: Prompter | ((question: string) => boolean | Promise<boolean>),
  clock: Clock = account.clock,
): Attended<C> => {
  const parsed = parseCommand(command, words);
  const events: Event[] = [];
  const asked: string[] = [];
  const interrupts = new Interrupts();
  const prompt: Prompter =
    typeof person === 'object'
      ? person
      : {
          interactive: person !== undefined,
          confirm: async ({ message }) => {
            asked.push(message);
            return (await person?.(message)) ?? false;
          },
          text: unforeseen,
          secret: unforeseen,
          select: (question) => (question.message === agreement ? first(question) : unforeseen(question)),
          // Nothing that was found is changed.
          checkbox: () => Promise.resolve([]),
        };
  const local = {
    files: realFiles(),
    env: {},
    prompt,
    clock,
    caughtUp: () => undefined,
    hide: () => undefined,
    emit: (event: Event) => void events.push(event),
  };
  const endpointAs = (profile?: string) => ({
    url: account.endpoint,
    credentials: profile === undefined ? account.credentials : account.credentialsOf(profile),
  });
  const reached = {
    region: account.region,
    env: {},
    clock,
    signal: () => interrupts.signal,
    endpoint: endpointAs(),
  };
  const session: Session<C> = {
    options: parsed.options,
    local,
    interrupts,
    packageFolder: path.resolve('.'),
    version: '0.0.0-test',
    connect: () =>
      Promise.resolve({
        ...makeAws(reached),
        route53Of: ({ profile, roleArn }) => makeAws({ ...reached, roleArn, endpoint: endpointAs(profile) }),
        ...local,
        probe: account.probe,
        signal: interrupts.signal,
        region: account.region,
        regionSource: 'flag',
      }),
  };
  return { session, events, asked };
};

export const checkOf = ({ events }: Attended, id: string): CheckEvent => {
  const found = events.filter((event) => event.type === 'check').filter((event) => event.id === id);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${id} was told ${found.length} times`);
  return only;
};

export const notes = ({ events }: Attended): readonly string[] =>
  events.flatMap((event) =>
    event.type === 'note' ? [[event.message, ...(event.detail ?? [])].join('\n')] : [],
  );
