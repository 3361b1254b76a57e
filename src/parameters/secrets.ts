import type { ParameterKey, Value, Values } from '../core/parameter.ts';
import type { Ports } from '../core/ports.ts';
import type { Settled } from './settled.ts';

const announce = (names: readonly string[], emit: Ports['emit']): void =>
  emit({
    type: 'note',
    level: 'info',
    message: `Keeping ${names.length === 1 ? 'a generated secret' : `${names.length} generated secrets`} in Secrets Manager.`,
    detail: names,
  });

/**
 * Keeps generated secrets in Secrets Manager, before the plan that sends them; one that is there already (another
 * run made it) is used as it is. `created` names those a declined run must remove again.
 * @throws InstallError as `Secrets.create` does, after removing what this call had made
 */
export const makeSecrets = async (
  settled: Pick<Settled, 'values' | 'generated'>,
  stackName: string,
  { secrets, emit }: Pick<Ports, 'secrets' | 'emit'>,
): Promise<{ readonly values: Values; readonly created: readonly string[] }> => {
  const values = new Map<ParameterKey, Value>(settled.values);
  const created: string[] = [];
  if (settled.generated.length > 0)
    announce(
      settled.generated.map(({ secretName }) => secretName),
      emit,
    );
  try {
    for (const { key, secretName } of settled.generated) {
      const value = values.get(key);
      if (value === undefined) continue;
      const kept = await secrets.create(secretName, value.value, `${key} of the stack ${stackName}`);
      if (kept.created) created.push(secretName);
      values.set(key, { ...value, value: kept.value });
    }
  } catch (error) {
    // The first refusal is what the person must hear; a secret left behind is used by the next run.
    await Promise.allSettled(created.map((name) => secrets.remove(name)));
    throw error;
  }
  return { values, created };
};
