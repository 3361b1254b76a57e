import { parameterText } from '../model/parameter-text.ts';
import { definitionFrom } from '../model/definition.ts';
import type { Definition, StackRecord, Tag } from '../model/stack-record.ts';
import { templateBytes } from '../model/template-source.ts';
import { listOf, recordOf, textOf, type Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';

/**
 * The definition of a nested stack out of its parent's resource. The answer comes at once for a template in the
 * account's own buckets, so that no time passes; only one from elsewhere is waited for.
 */
export const embeddedDefinition = async (
  world: World,
  parent: Pick<StackRecord, 'region' | 'definition'>,
  properties: Properties,
  previous: Definition | undefined,
  done: (result: Definition | Error) => void,
): Promise<void> => {
  let text: string;
  try {
    const source = templateBytes(world, textOf(properties, 'TemplateURL') ?? '');
    text = typeof source === 'string' ? source : await source;
  } catch (error) {
    return done(asError(error));
  }
  let definition: Definition;
  try {
    definition = definitionFrom(world, parent.region, text, {
      Parameters: Object.entries(recordOf(properties['Parameters'])).map(([ParameterKey, value]) => ({
        ParameterKey,
        ParameterValue: parameterText(value),
      })),
      Capabilities: parent.definition?.capabilities ?? [],
      Tags: [...(parent.definition?.tags ?? []), ...listOf(properties, 'Tags').map(tagOf)],
      NotificationARNs: listOf(properties, 'NotificationARNs').map(String),
      previous,
    });
  } catch (error) {
    return done(asError(error));
  }
  done(definition);
};

const tagOf = (value: Parameters<typeof recordOf>[0]): Tag => ({
  Key: textOf(recordOf(value), 'Key') ?? '',
  Value: textOf(recordOf(value), 'Value') ?? '',
});

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
