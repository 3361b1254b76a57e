import { awsCodes, isInstallError } from '../../core/errors.ts';
import type { ParameterKey, Value, Values } from '../../core/parameter.ts';
import type { Ports } from '../../core/ports.ts';
import { secretName } from './generate.ts';
import type { ResolvedValues } from '../types.ts';

/** A secret this run made, or may have made: noted before the write, as its answer may be lost. */
export interface MadeSecret {
  readonly name: string;
  readonly value: string;
  /** False: the call failed, and yet it may have arrived. */
  readonly certain: boolean;
}

const announce = (keys: readonly ParameterKey[], stackName: string, emit: Ports['emit']): void =>
  emit({
    type: 'note',
    level: 'info',
    message: `Secrets Manager keeps ${keys.join(' and ')}: ${secretName(stackName, '')}`,
  });

const describe = (key: ParameterKey, stackName: string): string => `${key} of the stack ${stackName}`;

/** After these a call may have arrived all the same: its answer was lost, or a try before the last one was not refused. */
const mayHaveArrived = (error: unknown): boolean =>
  [awsCodes.unreachable, awsCodes.throttled, awsCodes.expired].some((code) => isInstallError(error, code));

/**
 * Keeps generated secrets in Secrets Manager, before the plan that sends them; one that is there already (another
 * run made it) is used as it is.
 * @param made grows by each secret this call makes or may have made, also where it then fails
 * @throws InstallError as `Secrets.create` does
 */
export async function makeSecrets(
  resolved: Pick<ResolvedValues, 'values' | 'generated'>,
  stackName: string,
  { secrets, emit }: Pick<Ports, 'secrets' | 'emit'>,
  made: MadeSecret[],
): Promise<Values> {
  const values = new Map<ParameterKey, Value>(resolved.values);
  if (resolved.generated.length > 0)
    announce(
      resolved.generated.map(({ key }) => key),
      stackName,
      emit,
    );
  for (const { key, secretName: name } of resolved.generated) {
    const value = values.get(key);
    if (value === undefined) continue;
    const kept = await secrets.create(name, value.value, describe(key, stackName)).catch((error: unknown) => {
      if (mayHaveArrived(error)) made.push({ name, value: value.value, certain: false });
      throw error;
    });
    if (kept.created) made.push({ name, value: kept.value, certain: true });
    values.set(key, { ...value, value: kept.value });
  }
  return values;
}

/**
 * Once a stack uses them: puts back what another run, which had made them, took away before this stack was to be seen.
 * @returns names of secrets that could not be put back, or hold another value than the stack was given
 */
export async function putBackSecrets(
  values: Values,
  made: readonly MadeSecret[],
  stackName: string,
  { secrets }: Pick<Ports, 'secrets'>,
): Promise<readonly string[]> {
  const lost: string[] = [];
  for (const { key, value, source, usePrevious } of values.values()) {
    const name = secretName(stackName, key);
    if (source !== 'generated' || usePrevious === true || made.some((one) => one.name === name)) continue;
    const there = await secrets
      .secret(name)
      .then(
        (text) => text ?? secrets.create(name, value, describe(key, stackName)).then((kept) => kept.value),
      )
      .catch(() => undefined);
    if (there !== value) lost.push(name);
  }
  return lost;
}
