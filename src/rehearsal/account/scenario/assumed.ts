import type { CloudFormation } from '../../cloudformation/index.ts';
import { assumptionInvalid } from '../../errors.ts';

/** @returns the two sides of the first `=`; undefined without a name */
const sides = (given: string): readonly [string, string] | undefined => {
  const at = given.indexOf('=');
  return at < 1 ? undefined : [given.slice(0, at), given.slice(at + 1)];
};

/**
 * A stack whose outputs are the assumed exports: what imports them finds them as any others.
 * @throws InstallError flag-invalid (2)
 */
export function seedAssumedExports(cloudformation: CloudFormation, given: readonly string[]): void {
  if (given.length === 0) return;
  const exports = new Map(
    given.map((one) => {
      const found = sides(one);
      if (found === undefined) throw assumptionInvalid('--assume-export', one, '--assume-export Name=value');
      return found;
    }),
  );
  const outputs = [...exports].map(([Name, Value], index) => [`Export${index}`, { Value, Export: { Name } }]);
  cloudformation.seed({
    stackName: 'assumed-exports',
    template: JSON.stringify({
      Resources: { Nothing: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
      Outputs: Object.fromEntries(outputs) as Readonly<Record<string, unknown>>,
    }),
    parameters: {},
    minutesAgo: 24 * 60,
  });
}

/** @throws InstallError flag-invalid (2) */
export function repliesOf(given: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const replies = new Map<string, Map<string, string>>();
  for (const one of given) {
    const [, logicalId, attribute, value] = /^([A-Za-z0-9]+)\.([^=]+)=(.*)$/s.exec(one) ?? [];
    if (logicalId === undefined || attribute === undefined || value === undefined)
      throw assumptionInvalid('--reply', one, '--reply LogicalId.Attribute=value');
    replies.set(logicalId, (replies.get(logicalId) ?? new Map<string, string>()).set(attribute, value));
  }
  return replies;
}

/** @throws InstallError flag-invalid (2) */
export const assumedTypes = (given: readonly string[]): readonly string[] =>
  given.map((one) => {
    if (/^\w+(?:::\w+){2,3}$/.test(one)) return one;
    throw assumptionInvalid('--assume-type', one, '--assume-type Vendor::Service::Type');
  });
