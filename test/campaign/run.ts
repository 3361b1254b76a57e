import type { Accounts, Keys } from './accounts.ts';
import { brokenRules, disagreements } from './invariants.ts';
import type { PlannedSignal } from './messages.ts';
import type { Story } from './story.ts';
import { packed, start, type Ended } from './tool.ts';

/** What a run came to: nothing wrong, or everything that was, with what the tool said. */
export interface Report {
  readonly wrong: readonly string[];
  readonly said: readonly Ended[];
  /** What the disturbances left behind, for the undisturbed run to deal with. */
  readonly left: readonly string[];
}

/** After this many undisturbed commands, each the one the last named, the story must have ended. */
const stepsToTheEnd = 6;

/** Disturbed goes, then peace and one undisturbed run; what it leads to is followed to the end. */
export async function campaignRun(story: Story, accounts: Accounts): Promise<Report> {
  const name = `run-${story.seed}`;
  const { scenario, fail, latencyMs, speed, seed, lost, outage } = story;
  const account = await accounts.start({
    ...{ name, scenario, fail, latencyMs, speed, seed, lost },
    templates: `${packed}/templates`,
    ...(outage === undefined ? {} : { outage }),
  });
  const run = new CampaignRun(story, accounts, name, account);
  try {
    for (const go of story.goes) await run.runDisturbed(go);
    await run.survey();
    await run.toTheEnd(await accounts.endFaults(name, story.resources));
  } finally {
    await accounts.stop(name);
  }
  return run;
}

class CampaignRun implements Report {
  readonly wrong: string[] = [];
  readonly said: Ended[] = [];
  readonly left: string[] = [];
  readonly #story: Story;
  readonly #accounts: Accounts;
  readonly #name: string;
  readonly #place: Keys & { readonly endpoint: string; readonly region: string };

  constructor(
    story: Story,
    accounts: Accounts,
    name: string,
    place: Keys & { endpoint: string; region: string },
  ) {
    this.#story = story;
    this.#accounts = accounts;
    this.#name = name;
    this.#place = place;
  }

  #env(keys: Keys): Readonly<Record<string, string>> {
    return {
      AWS_ENDPOINT_URL: this.#place.endpoint,
      AWS_REGION: this.#place.region,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    };
  }

  /** One process, or two at once, each struck by what its story has for it. */
  async runDisturbed(go: Story['goes'][number]): Promise<void> {
    const runs = go.map(() => start(this.#story.command, this.#env(this.#place)));
    for (const [at, shot] of go.entries())
      if (shot !== undefined)
        await this.#accounts.arm(this.#name, { ...shot, pid: runs[at]?.pid ?? 0 } satisfies PlannedSignal);
    const ended = await Promise.all(runs.map((run) => run.ended));
    this.said.push(...ended);
    for (const one of ended) if (one.code === 1) this.#note(one, ['it met something unexpected']);
    const [only] = ended;
    // Two at once may each be right at a moment of their own.
    if (only?.code === 0 && ended.length === 1) this.#note(only, await this.#disagreements(only));
  }

  async survey(): Promise<void> {
    const { stacks } = await this.#accounts.look(this.#name);
    const [stack] = stacks;
    if (stack === undefined) this.left.push('no stack');
    else this.left.push(stack.status, ...(stack.changeSets.length > 0 ? ['a change set'] : []));
  }

  /** The undisturbed run; where it names a command to go on with, that one, and then the story's own again. */
  async toTheEnd(keys: Keys): Promise<void> {
    let command: readonly string[] = this.#story.command;
    for (let step = 0; step < stepsToTheEnd; step++) {
      const ended = await start(command, this.#env(keys)).ended;
      this.said.push(ended);
      this.#note(ended, await this.#disagreements(ended));
      if (step === 0 && ended.code !== 7) await this.#rules(ended);
      if (command === this.#story.command && (ended.code === 0 || ended.code === 5))
        return this.#rules(ended);
      // A delete may end before `watch` comes to look at it.
      const tooLate = command[0] === 'watch' && ended.code === 2 && (await this.#gone());
      if (!tooLate && ![0, 5, 6, 7].includes(ended.code ?? -1))
        return this.#note(ended, [`ended with ${ended.code}`]);
      command = next(this.#story.command, command, ended);
    }
    this.wrong.push(`not at an end after ${stepsToTheEnd} undisturbed commands`);
  }

  async #gone(): Promise<boolean> {
    return (await this.#accounts.look(this.#name)).stacks.length === 0;
  }

  async #rules(ended: Ended): Promise<void> {
    this.#note(ended, brokenRules(await this.#accounts.look(this.#name)));
  }

  async #disagreements(ended: Ended): Promise<readonly string[]> {
    return disagreements(this.#story, ended, await this.#accounts.look(this.#name));
  }

  #note({ args, code }: Ended, found: readonly string[]): void {
    this.wrong.push(...found.map((one) => `${args[0]} (exit ${code}): ${one}`));
  }
}

/** `watch` on 7, `recover` on 6, and the story's own command after either. */
const next = (own: readonly string[], now: readonly string[], { code }: Ended): readonly string[] => {
  if (now !== own) return own;
  return code === 7 ? ['watch'] : ['recover', '--yes', '--confirm', 'quilt'];
};
