import type { InstallError } from '../../core/errors.ts';
import { nearest } from '../../core/nearest.ts';
import type { ParameterKey } from '../../core/parameter.ts';
import type { Ports } from '../../core/ports.ts';
import type { Template } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import type { AnsweredParameters } from '../answers/answers.ts';
import { flagInvalid, unknownParameter } from '../errors.ts';

/** A value as someone wrote it, not yet resolved. */
export interface GivenValue {
  readonly source: 'flag' | 'env' | 'file';
  readonly text: string;
  /** Where it stands, for sentences: `--param`, `the environment`, `the answers file`. */
  readonly from: string;
}

const sourceNames = { flag: '--param', env: 'the environment', file: 'the answers file' } as const;
const prefix = 'QUILT_INSTALL_PARAM_';

type Entries = readonly (readonly [ParameterKey, string])[];

const readFlags = (flags: readonly string[], faults: InstallError[]): Entries => {
  const seen = new Map<ParameterKey, string>();
  for (const flag of flags) {
    const equals = flag.indexOf('=');
    // Without "=" the text may be a secret by mistake: it is not repeated.
    if (equals < 1) faults.push(flagInvalid('A --param has no "=" between its key and its value.'));
    else if (seen.has(flag.slice(0, equals)))
      faults.push(flagInvalid(`--param ${shortText(flag.slice(0, equals))} is given more than once.`));
    else seen.set(flag.slice(0, equals), flag.slice(equals + 1));
  }
  return [...seen];
};

const readEnvironment = (env: Ports['env']): Entries =>
  Object.entries(env).flatMap(([name, text]) =>
    name.startsWith(prefix) && text !== undefined ? [[name.slice(prefix.length), text] as const] : [],
  );

const readFile = (answers: AnsweredParameters | undefined): Entries =>
  [...(answers?.parameters ?? [])].flatMap(([key, text]) =>
    text === undefined ? [] : [[key, text] as const],
  );

export interface Collected {
  readonly given: ReadonlyMap<ParameterKey, GivenValue>;
  readonly faults: readonly InstallError[];
}

/**
 * All values written down, the strongest source winning (flag > environment > answers file).
 * @param retired keys the running stack has and this template has no more: an old answers file may still name them.
 */
export function collectGiven(
  request: {
    readonly template: Template;
    readonly flags: readonly string[];
    readonly answers?: AnsweredParameters;
    readonly retired: ReadonlySet<ParameterKey>;
    /** The answers are samples, made for another template perhaps. */
    readonly sampleAnswers?: boolean;
  },
  { env }: Pick<Ports, 'env'>,
): Collected {
  const faults: InstallError[] = [];
  const given = new Map<ParameterKey, GivenValue>();
  const keys = request.template.parameters;
  const add = (source: GivenValue['source'], entries: Entries): void => {
    for (const [key, text] of entries)
      if (keys.has(key)) given.set(key, { source, text, from: sourceNames[source] });
      else if (
        source === 'flag' ||
        !(request.retired.has(key) || (source === 'file' && request.sampleAnswers))
      )
        faults.push(unknownParameter(key, sourceNames[source], nearest(key, keys.keys())));
  };
  add('file', readFile(request.answers));
  add('env', readEnvironment(env));
  add('flag', readFlags(request.flags, faults));
  return { given, faults };
}
