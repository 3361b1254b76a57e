import { createHash } from 'node:crypto';
import { isMasked } from '../../core/parameter.ts';
import type { StatusLine, StatusInput } from './line.ts';

export async function version({ context, template }: StatusInput): Promise<readonly StatusLine[]> {
  const found = context.product.version({ template: await template });
  return [
    {
      id: 'template.version',
      title: 'Version',
      status: found === undefined ? 'unknown' : 'ok',
      value: found ?? 'the template does not say',
    },
  ];
}

/** Keys whose plain value in the answers file is another one than the stack has. */
const differing = ({ context, stack }: StatusInput): readonly string[] =>
  [...(context.answers?.parameters ?? [])].flatMap(([key, answer]) => {
    const running = stack.parameters.get(key);
    // A reference is not followed for a look, and a secret reads back masked.
    if (answer === undefined || running === undefined || /^@(?!@)/.test(answer) || isMasked(running))
      return [];
    return answer.replace(/^@@/, '@') === running ? [] : [key];
  });

type TemplateMatch = 'same' | 'other' | 'unclear';

/** GetTemplate gives a `?` for each character beyond ASCII, so a text with one may be the very same template. */
const compared = async ({ context, templateText }: StatusInput): Promise<TemplateMatch | undefined> => {
  const origin = context.settings.template.value;
  const pinned = origin !== undefined && 'sha256' in origin ? origin.sha256 : undefined;
  if (pinned === undefined) return undefined;
  const text = await templateText;
  if (createHash('sha256').update(text).digest('hex') === pinned) return 'same';
  return text.includes('?') ? 'unclear' : 'other';
};

/** Whether the answers file still tells what runs. */
export async function againstAnswers(look: StatusInput): Promise<readonly StatusLine[]> {
  if (look.context.answers === undefined) return [];
  const line = { id: 'template.answers', title: 'Answers file' } as const;
  const template = await compared(look);
  const keys = differing(look);
  const others = [...(template === 'other' ? ['the template'] : []), ...keys];
  if (others.length > 0)
    return [
      {
        ...line,
        status: 'warn',
        value: `differs from the stack: ${others.join(', ')}`,
        message: 'An upgrade with this file would change that.',
      },
    ];
  if (template === 'unclear')
    return [
      {
        ...line,
        status: 'unknown',
        value: "another digest than the stack's template",
        message: 'AWS returns ? for every character beyond ASCII, so it may still be the same.',
      },
    ];
  return [{ ...line, status: 'ok', value: 'as the stack has it' }];
}
