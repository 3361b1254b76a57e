import type { Ports } from '../../core/ports.ts';
import type { ChangeSet } from '../../core/stack.ts';
import { templateChanged } from '../errors.ts';
import { unlessRefused } from '../retry.ts';
import type { PlanRequest } from './change-set-request.ts';
import { sameTemplate } from './template-match.ts';

/** CloudFormation fetches a URL by itself: what it fetched must be what was shown. @returns notes for the plan */
export async function compareTemplate(
  { template }: Pick<PlanRequest, 'template'>,
  changeSet: ChangeSet,
  ports: Pick<Ports, 'stacks' | 'clock' | 'signal'>,
): Promise<readonly string[]> {
  if ('previous' in template || template.url === undefined) return [];
  const held = await unlessRefused(
    ports,
    () => ports.stacks.template(changeSet.stackId, changeSet.id),
    undefined,
  );
  if (held === undefined)
    return [
      'CloudFormation’s copy of the template could not be read, so it was not compared with the one shown.',
    ];
  if (sameTemplate(template.text, held)) return [];
  throw templateChanged();
}
