import type { Ports } from '../../core/ports.ts';
import type { ChangeSet } from '../../core/stack.ts';
import { templateChanged } from '../errors.ts';
import type { PlanRequest } from './change-set-request.ts';
import { sameTemplate } from './template-match.ts';

/** CloudFormation fetches a URL by itself: what it fetched must be what was shown. @returns notes for the plan. */
export async function compareTemplate(
  { template }: Pick<PlanRequest, 'template'>,
  changeSet: ChangeSet,
  ports: Pick<Ports, 'stacks'>,
): Promise<readonly string[]> {
  if ('previous' in template || template.url === undefined) return [];
  let held: string;
  try {
    held = await ports.stacks.template(changeSet.stackId, changeSet.id);
  } catch {
    return [
      'CloudFormation’s copy of the template could not be read, so it was not compared with the one shown.',
    ];
  }
  if (sameTemplate(template.text, held)) return [];
  throw templateChanged();
}
