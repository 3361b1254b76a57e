import type { Event } from '../../src/core/events.ts';
import type { Facts, Files, Prompter, Secrets } from '../../src/core/ports.ts';
import type { Template } from '../../src/core/template.ts';
import type { ResolvePorts } from '../../src/parameters/index.ts';
import { parseTemplate } from '../../src/template/index.ts';

/** A template with just these parameters, written as YAML flow text. */
export const templateWith = (parameters: string, metadata = ''): Template =>
  parseTemplate(
    `${metadata}\nParameters:\n${parameters.replace(/^/gm, '  ')}\nResources:\n  Q: { Type: AWS::SQS::Queue }\n`,
  );

/** Only what a test gives is there; anything else asked of AWS is a failure of that test. */
export const factsWith = (given: Partial<Facts> = {}): Facts =>
  new Proxy(given as Facts, {
    get(target, name) {
      if (name in target) return target[name as keyof Facts];
      if (name === 'region') return 'us-east-1';
      return () => {
        throw new Error(`facts.${String(name)} was not expected`);
      };
    },
  });

/** Secrets in memory that count what is written. */
export class MemorySecrets implements Secrets {
  readonly written: string[] = [];
  readonly removed: string[] = [];
  readonly kept: Map<string, string>;
  readonly parameters = new Map<string, string>();

  constructor(kept: Readonly<Record<string, string>> = {}) {
    this.kept = new Map(Object.entries(kept));
  }

  secret(id: string): Promise<string | undefined> {
    return Promise.resolve(this.kept.get(id));
  }

  parameter(name: string): Promise<string | undefined> {
    return Promise.resolve(this.parameters.get(name));
  }

  create(name: string, value: string): Promise<{ value: string; created: boolean }> {
    const before = this.kept.get(name);
    if (before !== undefined) return Promise.resolve({ value: before, created: false });
    this.kept.set(name, value);
    this.written.push(name);
    return Promise.resolve({ value, created: true });
  }

  remove(name: string): Promise<void> {
    this.kept.delete(name);
    this.removed.push(name);
    return Promise.resolve();
  }
}

/** Files in memory; `links` are symbolic ones. */
export const filesWith = (
  texts: Readonly<Record<string, string>> = {},
  links: Readonly<Record<string, string>> = {},
): Files & { readonly texts: Map<string, string>; readonly modes: Map<string, number | undefined> } => {
  const map = new Map(Object.entries(texts));
  const modes = new Map<string, number | undefined>();
  return {
    texts: map,
    modes,
    read: (path) => {
      const text = map.get(links[path] ?? path);
      return text === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(text);
    },
    readBytes: () => Promise.reject(new Error('readBytes was not expected')),
    list: () => Promise.reject(new Error('list was not expected')),
    exists: (path) => Promise.resolve(map.has(path)),
    real: (path) => Promise.resolve(links[path] ?? path),
    write: (path, text, options) => {
      map.set(path, String(text));
      modes.set(path, options?.mode);
      return Promise.resolve();
    },
    hold: () => Promise.reject(new Error('hold was not expected')),
    append: () => Promise.reject(new Error('append was not expected')),
  };
};

/** An answer to the question whose message holds `to`; a list of indexes or values for lists. */
export interface Reply {
  readonly to: string;
  readonly with: string | boolean | readonly string[];
}

export interface AskedQuestion {
  readonly kind: 'text' | 'secret' | 'select' | 'checkbox' | 'confirm';
  readonly message: string;
  readonly hint?: string | undefined;
  readonly choices?: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly checked?: boolean;
  }[];
  readonly default?: unknown;
  /** What validation said of the replies that were refused. */
  readonly refusals: string[];
}

type Validate = (input: string) => string | true | Promise<string | true>;

/** The question under the page; a script that does not speak of it goes on. */
const agreement = 'Go on with these values?';

/** Answers a script in order and fails on any question that is not in it. */
export class ScriptedPrompter implements Prompter {
  readonly interactive: boolean;
  readonly asked: AskedQuestion[] = [];
  private readonly script: Reply[];

  constructor(script: readonly Reply[], interactive = true) {
    this.script = [...script];
    this.interactive = interactive;
  }

  get unused(): readonly Reply[] {
    return this.script;
  }

  private next(asked: AskedQuestion): Reply['with'] {
    const reply = this.script.shift();
    if (reply === undefined || !asked.message.includes(reply.to))
      throw new Error(
        `"${asked.message}" was asked where ${reply === undefined ? 'nothing' : `"${reply.to}"`} was expected`,
      );
    return reply.with;
  }

  private async typed(asked: AskedQuestion, validate: Validate | undefined): Promise<string> {
    this.asked.push(asked);
    for (;;) {
      const input = String(this.next(asked));
      const verdict = (await validate?.(input)) ?? true;
      if (verdict === true) return input;
      asked.refusals.push(verdict);
    }
  }

  text(question: Parameters<Prompter['text']>[0]): Promise<string> {
    return this.typed({ ...question, kind: 'text', refusals: [] }, question.validate);
  }

  secret(question: Parameters<Prompter['secret']>[0]): Promise<string> {
    return this.typed({ ...question, kind: 'secret', refusals: [] }, question.validate);
  }

  async select<T>(question: {
    message: string;
    choices: readonly { name: string; value: T }[];
    default?: T;
  }): Promise<T> {
    const asked: AskedQuestion = { ...question, kind: 'select', refusals: [] };
    const agrees = asked.message === agreement && !agreement.includes(this.script[0]?.to ?? '-');
    if (!agrees) this.asked.push(asked);
    const wanted = agrees ? 'Go on' : this.next(asked);
    const choice = question.choices.find(({ name, value }) => value === wanted || name === wanted);
    if (choice === undefined) throw new Error(`"${String(wanted)}" is no choice of "${question.message}"`);
    return Promise.resolve(choice.value);
  }

  async checkbox<T>(question: {
    message: string;
    hint?: string;
    choices: readonly { name: string; value: T }[];
    validate?: (chosen: readonly T[]) => string | true;
  }): Promise<readonly T[]> {
    const asked = { ...question, kind: 'checkbox', refusals: [] } as unknown as AskedQuestion;
    this.asked.push(asked);
    for (;;) {
      const reply = this.next(asked);
      const chosen = (Array.isArray(reply) ? (reply as string[]) : []).map((wanted) => {
        const choice = question.choices.find(({ name, value }) => value === (wanted as T) || name === wanted);
        if (choice === undefined) throw new Error(`"${wanted}" is no choice of "${question.message}"`);
        return choice.value;
      });
      const verdict = question.validate?.(chosen) ?? true;
      if (verdict === true) return Promise.resolve(chosen);
      asked.refusals.push(verdict);
    }
  }

  async confirm(question: { message: string; default: boolean }): Promise<boolean> {
    const asked: AskedQuestion = { ...question, kind: 'confirm', refusals: [] };
    this.asked.push(asked);
    return Promise.resolve(this.next(asked) === true);
  }
}

export interface TestPorts extends ResolvePorts {
  readonly events: Event[];
  readonly prompt: ScriptedPrompter;
  readonly secrets: MemorySecrets;
}

/** Ports of a run without a terminal unless a script of replies is given. */
export const portsWith = (given: {
  readonly facts?: Partial<Facts>;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Files;
  readonly secrets?: MemorySecrets;
  readonly script?: readonly Reply[];
}): TestPorts => {
  const events: Event[] = [];
  return {
    events,
    facts: factsWith(given.facts),
    env: given.env ?? {},
    files: given.files ?? filesWith(),
    secrets: given.secrets ?? new MemorySecrets(),
    prompt: new ScriptedPrompter(given.script ?? [], given.script !== undefined),
    clock: {
      now: () => Date.UTC(2026, 7, 1),
      sleep: () => new Promise(() => undefined),
      during: (work) => work,
    },
    emit: (event) => events.push(event),
  };
};
