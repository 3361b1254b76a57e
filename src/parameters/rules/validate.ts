import type { InstallError } from '../../core/errors.ts';
import type { ParameterKey, Value } from '../../core/parameter.ts';
import type { Ports } from '../../core/ports.ts';
import type { Template, TemplateParameter } from '../../core/template.ts';
import { constraintViolation } from './constraint.ts';
import { invalid } from '../errors.ts';
import { lookup } from './lookup.ts';

export interface ValidationResult {
  readonly faults: ReadonlyMap<ParameterKey, InstallError>;
  /** Why some could not be looked up → which. */
  readonly unknown: ReadonlyMap<string, readonly ParameterKey[]>;
}

export interface Candidate {
  readonly value: Value;
  /** Where it stands, for the sentence. */
  readonly from: string;
}

/**
 * Constraints of the template, then the account, for all candidates at once. A kept NoEcho value is not known.
 * @param exampleFor a value that would do, asked only for those that do not
 */
export async function validateAll(
  candidates: readonly Candidate[],
  template: Template,
  exampleFor: (parameter: TemplateParameter) => Promise<string | undefined>,
  ports: Pick<Ports, 'facts'>,
): Promise<ValidationResult> {
  const faults = new Map<ParameterKey, InstallError>();
  const unknown = new Map<string, ParameterKey[]>();
  const judge = async ({ value, from }: Candidate): Promise<void> => {
    const parameter = template.parameters.get(value.key);
    if (parameter === undefined || (value.usePrevious && value.secret)) return;
    const fault = async (clause: string): Promise<void> => {
      const example = await exampleFor(parameter);
      const shown = value.secret ? undefined : value.value;
      faults.set(value.key, invalid(parameter, { shown, from, clause }, example));
    };
    const clause = constraintViolation(parameter, value.value);
    if (clause !== undefined) return fault(clause);
    const looked = await lookup(parameter, value.value, ports);
    if (looked.found === false)
      await fault(
        value.secret || looked.absent === '' ? looked.clause : `${looked.clause}: ${looked.absent}`,
      );
    if (looked.found === 'unknown') unknown.set(looked.why, [...(unknown.get(looked.why) ?? []), value.key]);
  };
  await Promise.all(candidates.map(judge));
  return { faults, unknown };
}
