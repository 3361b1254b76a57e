import type { Ports } from '../../core/ports.ts';
import type { Stack, StackEvent } from '../../core/stack.ts';
import type { TemplateValue } from '../../core/template.ts';
import { isCustomResource, parseTemplate } from '../../template/index.ts';

/** The logical id that a ServiceToken refers to: `!GetAtt Handler.Arn` or `!Ref Handler`. */
const handlerOf = (token: TemplateValue | undefined): string | undefined => {
  if (typeof token !== 'object' || token === null || Array.isArray(token)) return undefined;
  const record = token as { readonly [key: string]: TemplateValue };
  const target = record['Fn::GetAtt'] ?? record['Ref'];
  if (typeof target === 'string') return target.split('.')[0];
  return Array.isArray(target) && typeof target[0] === 'string' ? target[0] : undefined;
};

/** A physical id as the events told it: the stack's resource list forgets what a rollback removed. */
const physicalIdOf = (logicalId: string, events: readonly StackEvent[]): string | undefined =>
  events.find((event) => event.logicalId === logicalId && event.path.length === 0 && event.physicalId !== '')
    ?.physicalId;

/** The log group of the function that stands behind a failed custom resource of the root stack. */
export async function logGroupOf(
  failure: StackEvent,
  events: readonly StackEvent[],
  stack: Pick<Stack, 'id'>,
  ports: Pick<Ports, 'stacks'>,
): Promise<string | undefined> {
  if (!isCustomResource(failure.resourceType) || failure.path.length > 0) return undefined;
  try {
    const template = parseTemplate(await ports.stacks.processedTemplate(stack.id));
    const handler = handlerOf(template.resources.get(failure.logicalId)?.properties['ServiceToken']);
    const name = handler === undefined ? undefined : physicalIdOf(handler, events);
    return name === undefined ? undefined : `/aws/lambda/${name.split(':').at(-1) ?? name}`;
  } catch {
    // Without the template nobody knows which function it was.
    return undefined;
  }
}
