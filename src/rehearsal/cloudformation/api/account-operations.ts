import { DescribeAccountLimits$, EstimateTemplateCost$ } from '@aws-sdk/client-cloudformation';
import { sectionLimits } from '../../../template/index.ts';
import { operation, type CallContext, type Operation } from '../../service.ts';
import { resolveParameters, type GivenParameter } from '../model/parameters/parameter-values.ts';
import { parsed, templateText, type TemplateInput } from '../model/template-source.ts';
import type { World } from '../model/world.ts';
import { stackLimit } from './refusals.ts';

/** The names by which CloudFormation tells its limits; the second is AWS's default. */
const limits = (world: World): object => ({
  AccountLimits: [
    { Name: 'StackLimit', Value: stackLimit(world) },
    { Name: 'StackOutputsLimit', Value: sectionLimits.Outputs },
    { Name: 'ConcurrentResourcesLimit', Value: 2500 },
  ],
});

/** AWS answers with the address of its calculator; what is wrong with template or parameters is refused first. */
const estimate = async (
  world: World,
  input: TemplateInput & { readonly Parameters?: readonly GivenParameter[] },
  context: CallContext,
): Promise<object> => {
  const template = parsed(await templateText(world, input));
  resolveParameters(world, context.region, template, input.Parameters ?? []);
  return {
    Url: `https://calculator.aws/#/estimate?key=cloudformation/${world.identifiers.uuid()}`,
  };
};

export const accountOperations = (world: World): Readonly<Record<string, Operation>> => ({
  DescribeAccountLimits: operation<object>(DescribeAccountLimits$, () => limits(world)),
  EstimateTemplateCost: operation<Parameters<typeof estimate>[1]>(EstimateTemplateCost$, (input, context) =>
    estimate(world, input, context),
  ),
});
