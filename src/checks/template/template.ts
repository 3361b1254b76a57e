import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { isInstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import type { Template } from '../../core/template.ts';
import { capabilitiesOf } from '../../template/index.ts';
import { rewritingKeys } from './expanded.ts';
import { counted, fail, listed, pass, skipped, warn } from '../verdicts.ts';

/** Of one that could not be read its own check tells what to do. */
export const noTemplate = (
  { templateError }: Pick<CheckInput['target'], 'templateError'>,
  message = 'No template was given.',
): Verdict =>
  templateError === undefined
    ? skipped(message, 'Give it with --template-url or --template-file.')
    : skipped('Not judged: the template cannot be read.');

const unreadable = (error: Error): Verdict =>
  isInstallError(error)
    ? fail(
        error.message,
        error.hint,
        error.exitCode === exitCodes.noAccess ? exitCodes.noAccess : exitCodes.checkFailed,
      )
    : fail(
        `The template could not be read: ${error.message}`,
        'Check the address or path, or save the template and give it with --template-file.',
      );

const judgeReadable = ({ target }: CheckInput): Verdict => {
  const { template, templateError, templateSource } = target;
  if (template === undefined)
    return templateError === undefined ? noTemplate(target) : unreadable(templateError);
  const kilobytes = Math.ceil(new TextEncoder().encode(template.text).length / 1024);
  const what = `${counted(template.resources.size, 'resource')}, ${counted(template.parameters.size, 'parameter')}, ${kilobytes} KB`;
  return pass(templateSource === undefined ? what : `${templateSource}: ${what}`);
};

export const templateReadable: Check<'template.readable'> = {
  id: 'template.readable',
  category: 'Template',
  title: 'The template can be read',
  judge: (input) => Promise.resolve(judgeReadable(input)),
};

/** On an update the stack has agreed to capabilities before; a new one is worth a look. */
const addedCapabilities = async (
  { facts, target }: CheckInput,
  needed: readonly string[],
): Promise<readonly string[]> => {
  if (target.kind === 'create') return [];
  const stack = await facts.stack(target.stackName);
  const agreed = stack?.capabilities ?? [];
  return stack === undefined ? [] : needed.filter((one) => !agreed.includes(one));
};

const unseen = ({ transforms }: Template, reason: string | undefined): Verdict =>
  warn(
    `The template is rewritten by ${listed(transforms)} before it is used; checks that look at resources cannot see what that makes.${reason === undefined ? '' : ` ${reason}`}`,
    'Read the plan with care: it shows the resources after the rewriting.',
  );

const judgeCapabilities = async (input: CheckInput): Promise<Verdict> => {
  const { template } = input.target;
  if (template === undefined) return noTemplate(input.target);
  if (template.transforms.length > 0) return unseen(template, input.target.unexpanded);
  const { declared = template } = input.target;
  const needed = capabilitiesOf(declared);
  if (needed.length === 0) return pass('It needs none.');
  const added = await addedCapabilities(input, needed);
  const meaning = 'the stack makes IAM resources; agreeing to the plan agrees to that';
  const rewritten =
    declared.transforms.length === 0
      ? ''
      : ` ${listed(declared.transforms)} makes it ${counted(template.resources.size, 'resource')}, which the checks judge.`;
  return pass(
    added.length === 0
      ? `${needed.join(', ')}: ${meaning}.${rewritten}`
      : `${needed.join(', ')} (new for this stack: ${added.join(', ')}): ${meaning}.${rewritten}`,
  );
};

export const templateCapabilities: Check<'template.capabilities'> = {
  id: 'template.capabilities',
  category: 'Template',
  title: 'What the template may do is known',
  uses: rewritingKeys,
  judge: judgeCapabilities,
};
