import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import type { SsmParameters } from '../../core/product.ts';
import { counted, fail, listed, notNeeded, pass, warn, worst } from '../verdicts.ts';

type Types = ReadonlyMap<string, string>;

/** A secret on a command line is in the shell's history, and for all to see while it runs. */
const command = (region: string, { secrets }: SsmParameters, name: string): string =>
  `aws ssm put-parameter --region ${region} --name ${name} ${secrets.includes(name) ? '--type SecureString --value file://FILE' : '--type String --value VALUE'}`;

const absence = (group: SsmParameters, missing: readonly string[], region: string): Verdict => {
  const [first = ''] = missing;
  const what = `${counted(missing.length, 'SSM parameter')} missing in ${region}: ${listed(missing)}.`;
  const write = `write ${missing.length === 1 ? 'what is missing' : 'each, for example'}: ${command(region, group, first)}`;
  return group.integration === undefined
    ? fail(`${what} The product reads them at these paths.`, `To go on, ${write}`)
    : warn(
        `For ${group.integration}, ${what}`,
        `Without ${group.integration}, delete the others. With it, ${write}`,
      );
};

const plainSecrets = ({ secrets }: SsmParameters, types: Types): readonly string[] =>
  secrets.filter((name) => types.has(name) && types.get(name) !== 'SecureString');

/** An integration has all of its parameters, or none: then nobody wants it. */
const judgeGroup = (group: SsmParameters, types: Types, region: string): Verdict | undefined => {
  const missing = group.names.filter((name) => !types.has(name));
  if (missing.length === group.names.length && group.integration !== undefined) return undefined;
  if (missing.length > 0) return absence(group, missing, region);
  const plain = plainSecrets(group, types);
  if (plain.length > 0)
    return warn(
      `${listed(plain)} can be read by everybody who may read SSM parameters: it is no SecureString.`,
      'Delete it and write it anew with --type SecureString; the type of one that is there cannot be changed.',
    );
  return pass(`${counted(group.names.length, 'parameter')} for ${group.integration ?? 'the product'}`);
};

const judge = async ({ facts, target }: CheckInput): Promise<Verdict> => {
  const groups = target.product.ssmParameters;
  if (groups.length === 0) return notNeeded('Nothing here reads SSM parameters at fixed paths.');
  const types = await facts.ssmParameterTypes(groups.flatMap(({ names }) => names));
  const verdicts = groups.flatMap((group) => judgeGroup(group, types, target.region) ?? []);
  if (verdicts.length > 0) return worst(verdicts);
  return pass(`none, so without ${listed(groups.flatMap(({ integration }) => integration ?? []))}`);
};

export const ssmParameters: Check<'ssm.parameters'> = {
  id: 'ssm.parameters',
  category: 'Account',
  title: 'The SSM parameters it reads are complete',
  judge,
};
