import { buildMetadata, upgradePath, type BuildMetadata } from '../../account/version.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { Template } from '../../core/template.ts';
import { noTemplate } from './template.ts';
import { fail, pass, skipped, worst } from '../verdicts.ts';

const offeredBy = (input: CheckInput, template: Template): BuildMetadata | undefined => {
  const tag = input.target.product.version(template);
  return tag === undefined ? undefined : { tag };
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { template, kind, stackName } = input.target;
  if (template === undefined) return noTemplate;
  const to = offeredBy(input, template);
  if (kind === 'create')
    return to === undefined ? skipped('The template does not tell its release.') : pass(`release ${to.tag}`);
  const stack = await input.facts.stack(stackName);
  if (stack === undefined) return skipped(`There is no stack called ${stackName}.`);
  const { line, stops } = upgradePath({
    from: buildMetadata(stack.outputs.get('TemplateBuildMetadata')),
    to,
    has: stack.parameters.keys(),
    offers: template.parameters.keys(),
  });
  if (stops.length > 0)
    return worst(
      stops.map(({ reason, fix }) => fail(`${reason[0]?.toUpperCase() ?? ''}${reason.slice(1)}.`, fix)),
    );
  return line === undefined ? skipped('Neither stack nor template tells its release.') : pass(line);
};

export const templateVersion: Check<'template.version'> = {
  id: 'template.version',
  category: 'Template',
  title: 'The template leads on from what runs',
  judge,
};
