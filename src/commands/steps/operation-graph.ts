import type { Change } from '../../core/stack.ts';
import type { Template } from '../../core/template.ts';
import type { WatchRequest } from '../../stack/index.ts';
import { dependencies, usualSeconds } from '../../template/index.ts';

/** What an operation is expected to touch, and what each of it waits for: the ground of percent and time left. */
export function operationGraph(
  template: Template,
  plan: { readonly kind: 'create' | 'update'; readonly changes: readonly Change[] },
): Required<Pick<WatchRequest, 'expected' | 'graph'>> {
  const touched = plan.changes.filter(({ path }) => path.length === 0);
  const action = (change: Change): 'create' | 'update' =>
    plan.kind === 'create' || change.action === 'Add' || change.replacement === 'True' ? 'create' : 'update';
  return {
    expected: plan.changes.map(({ path, logicalId, type }) => ({ path, logicalId, type })),
    graph: {
      needs: dependencies(template),
      usual: new Map(touched.map((change) => [change.logicalId, usualSeconds(change.type, action(change))])),
      usualBack: new Map(touched.map(({ logicalId, type }) => [logicalId, usualSeconds(type, 'delete')])),
    },
  };
}
