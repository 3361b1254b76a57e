import type { Fix } from '../../core/check.ts';
import { commandLine } from '../../core/command-line.ts';
import type { Value } from '../../core/parameter.ts';
import type { PreflightResult } from './run-preflight.ts';
import type { DeploymentContext } from '../shared/deployment.ts';

type FixProvides = NonNullable<Extract<Fix, { readonly template: string }>['provides']>;
type Outputs = ReadonlyMap<string, string>;

/** What the run knows so far; a fix may add to it. */
export interface FixState {
  readonly deployment: DeploymentContext;
  readonly checked: PreflightResult;
}

/** Only for parameters without a value: a fix overrules no choice. */
const newValues = (
  { parameters = {} }: FixProvides,
  outputs: Outputs,
  { values }: PreflightResult,
): readonly Value[] =>
  Object.entries(parameters).flatMap(([key, output]) => {
    const value = outputs.get(output);
    const given = values.get(key)?.value ?? '';
    return value === undefined || given !== '' ? [] : [{ key, value, source: 'detected', secret: false }];
  });

/** What a stack that fixed something is good for: judged by from here on, and told as the flags of the next command. */
export function useFixOutputs(
  state: FixState,
  fix: { readonly provides?: FixProvides },
  outputs: Outputs,
): FixState {
  const { deployment, checked } = state;
  const provides = fix.provides ?? {};
  const roleArn = outputs.get(provides.roleArn ?? '');
  const values = newValues(provides, outputs, checked);
  const flags = [
    ...(roleArn === undefined ? [] : [commandLine(['--role-arn', roleArn])]),
    ...values.map(({ key, value }) => commandLine(['--param', `${key}=${value}`])),
  ];
  if (flags.length > 0)
    deployment.context.connection.emit({
      type: 'note',
      level: 'good',
      message: 'Give this from now on, to preflight, install and upgrade alike:',
      detail: flags,
    });
  return {
    deployment:
      roleArn === undefined ? deployment : { ...deployment, target: { ...deployment.target, roleArn } },
    checked: {
      ...checked,
      values: new Map([...checked.values, ...values.map((value) => [value.key, value] as const)]),
    },
  };
}
