import { commandLine } from '../../core/command-line.ts';
import type { Value } from '../../core/parameter.ts';
import type { PreflightResult } from './run-preflight.ts';
import type { DeploymentContext } from '../shared/deployment-context.ts';
import type { Fixed } from '../shared/fix/apply.ts';

/** What the run knows so far; a fix may add to it. */
export interface FixState {
  readonly deployment: DeploymentContext;
  readonly checked: PreflightResult;
}

/** Only for parameters without a value: a fix overrules no choice. */
const newValues = ({ parameters = {} }: Fixed, { values }: PreflightResult): readonly Value[] =>
  Object.entries(parameters).flatMap(([key, value]) =>
    (values.get(key)?.value ?? '') === '' ? [{ key, value, source: 'detected', secret: false }] : [],
  );

/** What something that was fixed is good for: judged by from here on, and told as the flags of the next command. */
export function useFixOutputs(state: FixState, fixed: Fixed): FixState {
  const { deployment, checked } = state;
  const { roleArn } = fixed;
  const values = newValues(fixed, checked);
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
