import { buildMetadata, upgradePath, type BuildMetadata } from '../../account/version.ts';
import type { Check, Judging, Verdict } from '../../core/check.ts';
import type { Template } from '../../core/template.ts';
import { noTemplate } from './template.ts';
import { fail, pass, skipped, worst } from '../verdicts.ts';

const offeredBy = (judging: Judging, template: Template): BuildMetadata | undefined => {
  const tag = judging.target.product.version(template);
  return tag === undefined ? undefined : { tag };
};

const judge = async (judging: Judging): Promise<Verdict> => {
  const { template, kind, stackName } = judging.target;
  if (template === undefined) return noTemplate;
  const to = offeredBy(judging, template);
  if (kind === 'create')
    return to === undefined ? skipped('The template does not tell its release.') : pass(`release ${to.tag}`);
  const stack = await judging.facts.stack(stackName);
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

export const templateVersion: Check = {
  id: 'template.version',
  category: 'Template',
  title: 'The template leads on from what runs',
  judge,
};
