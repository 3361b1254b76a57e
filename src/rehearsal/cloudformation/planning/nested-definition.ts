import { definitionFrom } from '../model/definition.ts';
import { parameterText } from '../model/parameters/parameter-values.ts';
import type { Definition, StackRecord, Tag } from '../model/stack-record.ts';
import { templateBytes } from '../model/template-source.ts';
import { listOf, recordOf, textOf, type Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';
import { outcomeOf, type Story } from '../time/story.ts';

/**
 * The definition of a nested stack out of its parent's resource, or why there is none. No time passes for a template
 * in the account's own buckets; only one from elsewhere is waited for.
 */
export function* nestedDefinition(
  world: World,
  parent: Pick<StackRecord, 'region' | 'definition'>,
  properties: Properties,
  previous: Definition | undefined,
): Story<Definition | Error> {
  try {
    const source = templateBytes(world, textOf(properties, 'TemplateURL') ?? '');
    const text = typeof source === 'string' ? source : yield* outcomeOf(source);
    return definitionFrom(world, parent.region, text, {
      Parameters: Object.entries(recordOf(properties['Parameters'])).map(([ParameterKey, value]) => ({
        ParameterKey,
        ParameterValue: parameterText(value),
      })),
      Capabilities: parent.definition?.capabilities ?? [],
      Tags: byKey([...(parent.definition?.tags ?? []), ...listOf(properties, 'Tags').map(tagOf)]),
      NotificationARNs: listOf(properties, 'NotificationARNs').map(String),
      previous,
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A nested stack has its parent's tags; its own of the same key stands. */
const byKey = (tags: readonly Tag[]): readonly Tag[] => [
  ...new Map(tags.map((tag) => [tag.Key, tag])).values(),
];

const tagOf = (value: Parameters<typeof recordOf>[0]): Tag => ({
  Key: textOf(recordOf(value), 'Key') ?? '',
  Value: textOf(recordOf(value), 'Value') ?? '',
});
