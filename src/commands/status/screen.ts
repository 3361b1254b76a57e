import { parseTemplate } from '../../template/index.ts';
import type { Stack } from '../../core/stack.ts';
import { linesOrUnknown, type StatusInput, type StatusContext, type StatusLines } from './line.ts';
import { partLines } from './parts/index.ts';
import { certificates, reach } from './reach-lines.ts';
import { drift, operation, protection, serviceRole, state } from './stack-lines.ts';
import { againstAnswers, version } from './template-lines.ts';

const lookAt = (context: StatusContext, stack: Stack): StatusInput => {
  const templateText = context.connection.stacks.template(stack.id);
  const template = templateText.then(parseTemplate);
  // Each line that needs it says why it is not there.
  template.catch(() => undefined);
  return { context, stack, templateText, template };
};

const ask = (
  look: StatusInput,
  id: string,
  title: string,
  of: (look: StatusInput) => Promise<StatusLines>,
): Promise<StatusLines> => linesOrUnknown(look.context, { id, title }, () => of(look));

/** The lines of the screen in order, by group, all asked for at once. */
export function screen(context: StatusContext, stack: Stack): readonly Promise<StatusLines>[] {
  const look = lookAt(context, stack);
  return [
    Promise.resolve([state(look), ...operation(look), protection(look)]),
    ask(look, 'stack.role', 'Service role', serviceRole),
    ask(look, 'stack.drift', 'Changed by hand', drift),
    ask(look, 'template.version', 'Version', version),
    ask(look, 'template.answers', 'Answers file', againstAnswers),
    reach(look),
    certificates(look),
    partLines(look),
  ];
}
