import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { help } from '../../../src/commands/help/help.ts';
import type { Event } from '../../../src/core/events.ts';
import type { Session } from '../../../src/core/session.ts';
import { topics } from '../../manual/pages.ts';

/** The manual as it is packed: which files were opened for a topic, and what was said. */
const asked = async (
  ...operands: readonly string[]
): Promise<{ readonly opened: readonly string[]; readonly said: readonly Event[] }> => {
  const context: string[] = [];
  const said: Event[] = [];
  const read = async (file: string): Promise<string> => {
    context.push(file);
    return file === 'package/dist/topics.json'
      ? JSON.stringify(topics)
      : readFileSync(file.replace('package/', ''), 'utf8');
  };
  const local = { files: { read }, emit: (event: Event) => said.push(event) };
  await help({ local, packageFolder: 'package' } as unknown as Session, operands);
  return { opened: context, said };
};

describe('help', () => {
  it.each([
    ['acm.certificate', ['docs/checks/dns.md']],
    ['fix-failed', ['docs/errors/fixes.md']],
    ['exit-codes', ['docs/reference/exit-codes.md']],
    ['install', ['docs/reference/commands.md', 'docs/guides/install.md']],
  ])('opens for %s nothing but the index and the page that tells of it', async (topic, files) => {
    const { opened: context } = await asked(topic);
    expect([...context].sort()).toEqual(
      ['dist/topics.json', ...files].map((file) => `package/${file}`).sort(),
    );
  });

  it('says which lines are headings, those of a second page too', async () => {
    const { said } = await asked('dns');
    const [event] = said;
    if (event?.type !== 'text') throw new Error('nothing was printed');
    const lines = event.text.split('\n');
    expect(event.heads?.map((at) => lines[at])).toEqual([
      'dns',
      'Handing over DNS',
      'Which zone',
      'Writing',
      'For somebody else',
      'Verifying',
    ]);
  });
});
