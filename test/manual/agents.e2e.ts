import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runOn } from '../e2e/in-process.ts';
import { rehearsalAccount } from '../helpers/account.ts';

interface Turn {
  readonly argv: readonly string[];
  /** Events as the page has them, some of their fields; undefined: lines left out. */
  readonly said: readonly (Readonly<Record<string, unknown>> | undefined)[];
}

const files: Readonly<Record<string, string>> = {
  'template.yaml': 'templates/quilt.yaml',
  'answers.yaml': 'templates/rehearsal/answers/ready.yaml',
};

/** A list whose rest is left out is as good as its beginning. */
const eventOf = (line: string): Turn['said'][number] =>
  line === '…' ? undefined : (JSON.parse(line.replaceAll(',…]', ']')) as Turn['said'][number]);

const turnOf = (text: string): Turn => {
  const [command = '', ...lines] = text.trim().split('\n');
  const words = command.replace('$ quilt-install ', '').split(' ');
  return { argv: words.map((word) => files[word] ?? word), said: lines.map(eventOf) };
};

const page = readFileSync('docs/agents.md', 'utf8');
const [, transcript = ''] = /```text\n([\s\S]*?)```/.exec(page) ?? [];
const turns = transcript.split(/\n(?=\$ )/).map(turnOf);

/** A list holds at least what is told of it, from its beginning. */
const begins = (actual: unknown, wanted: unknown): boolean => {
  if (Array.isArray(wanted))
    return Array.isArray(actual) && wanted.every((one, at) => begins(actual[at], one));
  if (typeof wanted !== 'object' || wanted === null) return Object.is(actual, wanted);
  return (
    typeof actual === 'object' &&
    actual !== null &&
    Object.entries(wanted).every(([key, value]) => begins((actual as Record<string, unknown>)[key], value))
  );
};

it('the conversation of the page for programs is what the rehearsal account says', async () => {
  expect(turns).toHaveLength(6);
  // What its scenario would answer by itself is left for the program to find out.
  const { answersFile: _sample, ...account } = await rehearsalAccount({ scenario: 'ready' });
  try {
    for (const { argv, said } of turns) {
      const { events, code } = await runOn(account, argv);
      let at = 0;
      for (const [place, wanted] of said.entries()) {
        if (wanted === undefined) continue;
        const skips = place > 0 && said[place - 1] === undefined;
        const found = skips ? events.findIndex((event, index) => index >= at && begins(event, wanted)) : at;
        expect(events[found], `${argv.join(' ')}: ${JSON.stringify(wanted)}`).toSatisfy((event: unknown) =>
          begins(event, wanted),
        );
        at = found + 1;
      }
      expect(at, 'nothing after the last line').toBe(events.length);
      expect(code).toBe(events.at(-1)?.exitCode);
    }
  } finally {
    await account.close();
  }
});
