import type { Mend } from '../../core/check.ts';
import type { Value } from '../../core/parameter.ts';
import type { Examined } from './run-preflight.ts';
import { shellWord } from '../shared/resume.ts';
import type { Survey } from '../shared/deployment.ts';

type Gives = NonNullable<Extract<Mend, { readonly template: string }>['gives']>;
type Outputs = ReadonlyMap<string, string>;

interface Ground {
  readonly surveyed: Survey;
  readonly examined: Examined;
}

/** Only for parameters without a value: a mend overrules no choice. */
const newValues = ({ parameters = {} }: Gives, outputs: Outputs, { values }: Examined): readonly Value[] =>
  Object.entries(parameters).flatMap(([key, output]) => {
    const value = outputs.get(output);
    const given = values.get(key)?.value ?? '';
    return value === undefined || given !== '' ? [] : [{ key, value, source: 'detected', secret: false }];
  });

/** What a stack that mended something is good for: judged by from here on, and told as the flags of the next command. */
export function learnt(ground: Ground, mend: { readonly gives?: Gives }, outputs: Outputs): Ground {
  const { surveyed, examined } = ground;
  const gives = mend.gives ?? {};
  const roleArn = outputs.get(gives.roleArn ?? '');
  const values = newValues(gives, outputs, examined);
  const flags = [
    ...(roleArn === undefined ? [] : [`--role-arn ${shellWord(roleArn)}`]),
    ...values.map(({ key, value }) => `--param ${shellWord(`${key}=${value}`)}`),
  ];
  if (flags.length > 0)
    surveyed.opened.connection.emit({
      type: 'note',
      level: 'good',
      message: 'Give this from now on, to preflight, install and upgrade alike:',
      detail: flags,
    });
  return {
    surveyed: roleArn === undefined ? surveyed : { ...surveyed, target: { ...surveyed.target, roleArn } },
    examined: {
      ...examined,
      values: new Map([...examined.values, ...values.map((value) => [value.key, value] as const)]),
    },
  };
}
