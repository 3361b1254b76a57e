import { compareVersions } from '../../account/version.ts';
import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { shortText } from '../../core/text.ts';
import { evaluate } from '../../template/index.ts';
import { seenTemplate } from '../template/expanded.ts';
import { scopeOf } from '../template/resource-types.ts';
import { noTemplate } from '../template/template.ts';
import { notNeeded, pass, skipped, warn, worst } from '../verdicts.ts';

const type = 'AWS::Elasticsearch::Domain';

interface Domain {
  readonly name: string;
  /** Engine version that the template names for it. */
  readonly wanted: string;
}

const domainsOf = async (input: CheckInput): Promise<readonly Domain[]> => {
  const { template, stackName } = input.target;
  if (template === undefined) return [];
  const scope = scopeOf(template, input, await input.facts.identity());
  const resources = await input.facts.stackResources(stackName);
  return resources
    .filter((one) => one.type === type && one.physicalId !== '')
    .flatMap(({ logicalId, physicalId }) => {
      const version = template.resources.get(logicalId)?.properties['ElasticsearchVersion'];
      const wanted = version === undefined ? undefined : evaluate(version, scope);
      return wanted?.known === true ? [{ name: physicalId, wanted: String(wanted.value) }] : [];
    });
};

/**
 * An update can end well while the domain stays on its old engine; later ones find the template unchanged there, and
 * CloudFormation does not try again.
 */
const judgeOne = async ({ facts, target }: CheckInput, { name, wanted }: Domain): Promise<Verdict> => {
  const running = await facts.searchEngine(name);
  if (running === undefined) return skipped(`There is no search domain ${name}.`);
  if (compareVersions(running, wanted) === 0) return pass(`${name} runs ${running}.`);
  const shown = shortText(wanted, 40);
  const command = `aws es describe-elasticsearch-domain --region ${target.region} --domain-name ${name} --query DomainStatus.ElasticsearchVersion`;
  return warn(
    `Search domain ${name} runs engine ${shortText(running, 40)}, the template says ${shown}. Where an earlier update had ${shown} already, this one will not change it either.`,
    `If it has not moved after the update, ask the makers of the template how to. To look: ${command}`,
  );
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { kind } = input.target;
  const template = seenTemplate(input.target.template);
  if (template === undefined) return noTemplate(input.target);
  if (![...template.resources.values()].some((one) => one.type === type))
    return notNeeded('This template has no search domain.');
  if (kind === 'create') return notNeeded('A new domain gets the engine that the template names.');
  const domains = await domainsOf(input);
  if (domains.length === 0)
    return skipped('The template names no engine for the search domain of the stack.');
  return worst(await Promise.all(domains.map((domain) => judgeOne(input, domain))));
};

export const stackSearchEngine: Check<'stack.search-engine'> = {
  id: 'stack.search-engine',
  category: 'Stack',
  title: 'The search domain runs the engine of the template',
  judge,
};
