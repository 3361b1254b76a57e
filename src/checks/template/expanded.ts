import type { DeploymentTarget } from '../../core/check.ts';
import { isInstallError } from '../../core/errors.ts';
import { partitionOfRegion } from '../../core/partition.ts';
import type { ParameterKey, Values } from '../../core/parameter.ts';
import type { Product } from '../../core/product.ts';
import type { Template } from '../../core/template.ts';
import { expandTransforms, parameterValues, pseudoParameters } from '../../template/index.ts';
import { templateInvalid } from '../../template/errors.ts';
import { Undecided } from '../run/undecided.ts';
import { listed, unknown } from '../verdicts.ts';

const clearValues = (template: Template, values: Values): ReturnType<typeof parameterValues> => {
  const clear = [...values.values()].filter(({ secret }) => !secret);
  return parameterValues(template, new Map(clear.map(({ key, value }) => [key, value])));
};

/** The stack's own id and the account are not known yet. */
const knownPseudo = ({ region, stackName }: DeploymentTarget): ReadonlyMap<string, string> => {
  const partition = partitionOfRegion(region).id;
  const all = pseudoParameters({ account: '', region, partition, stackName, stackId: '' });
  return new Map([...all].filter(([, value]) => value !== ''));
};

/**
 * The target as checks judge it: with the template that AWS's own macros make of the one in hand. What cannot be worked
 * out here (another macro, an included file, a value that is missing) leaves it as it is, with the reason.
 */
export function withExpandedTemplate(target: DeploymentTarget, values: Values): DeploymentTarget {
  const { template: declared } = target;
  if (declared === undefined || declared.transforms.length === 0) return target;
  try {
    const expanded = expandTransforms(declared, {
      parameters: clearValues(declared, values),
      pseudo: knownPseudo(target),
      include: (location) => {
        throw templateInvalid(`${location} is read by CloudFormation only`);
      },
    });
    // What is sent, and measured, is the text in hand.
    const { text, format } = declared;
    return { ...target, template: { ...expanded, text, format }, declared };
  } catch (error) {
    if (!isInstallError(error)) throw error;
    return { ...target, unexpanded: error.message };
  }
}

/** The template of a check that judges resources. @throws Undecided where a macro will make others */
export function seenTemplate<Seen extends Template | undefined>(template: Seen): Seen {
  if (template === undefined || template.transforms.length === 0) return template;
  throw new Undecided(
    unknown(
      `What ${listed(template.transforms)} will make of the template cannot be seen here.`,
      'Read the plan with care: it shows the resources after the rewriting.',
    ),
  );
}

/** What a macro makes may hang on any value; a check that looks at resources waits for them. */
export const rewritingKeys = (_product: Product, template: Template | undefined): readonly ParameterKey[] =>
  template === undefined || template.transforms.length === 0 ? [] : [...template.parameters.keys()];
