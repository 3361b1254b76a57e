import type { PageFinding } from '../../core/page-event.ts';
import type { Values } from '../../core/parameter.ts';
import type { Template } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { judgeTemplateRules } from '../rules/template-rules.ts';
import type { Finding, ResolvePorts } from '../types.ts';
import { questionOf } from '../wording.ts';

/** Assertions of the template's own rules that these values do not fulfil. */
export async function brokenAssertions(
  template: Template,
  values: Values,
  stackName: string,
  ports: Pick<ResolvePorts, 'facts' | 'secrets'>,
): Promise<readonly Finding[]> {
  const { failed } = await judgeTemplateRules(template, values, stackName, ports);
  return failed.map(({ rule, description, parameters }) => {
    const own = shortText(description ?? '', 300).replace(/\.$/, '');
    return {
      status: 'fail',
      parameters,
      message: `the template's rule ${shortText(rule)} is not fulfilled${own === '' ? '' : `: "${own}"`}.`,
    };
  });
}

export const pageFinding = (
  { status, parameters, message, fix }: Finding,
  template: Template,
): PageFinding => ({
  status,
  message,
  fix,
  labels: parameters.flatMap((key) => {
    const parameter = template.parameters.get(key);
    return parameter === undefined ? [] : [questionOf(parameter)];
  }),
});
