import type { OperationKind } from '../../core/stack-status.ts';
import type { Change, Stack } from '../../core/stack.ts';
import type { Template } from '../../core/template.ts';
import {
  activeResources,
  dependencies,
  parameterValues,
  pseudoParameters,
  usualSeconds,
} from '../../template/index.ts';
import { longestRemaining, type OperationGraph } from './eta.ts';
import type { ExpectedResource } from './history.ts';

/** What an operation is expected to do: for the count of a watch, and for its estimate. */
export interface OperationWork {
  readonly expected: readonly ExpectedResource[];
  readonly graph?: OperationGraph;
}

const forward = ({ action, replacement }: Change): 'create' | 'update' | 'delete' => {
  if (action === 'Remove') return 'delete';
  return action === 'Add' || action === 'Import' || replacement === 'True' ? 'create' : 'update';
};

const back = (change: Change): 'update' | 'delete' => (forward(change) === 'update' ? 'update' : 'delete');

const needsOf = (template: Template): OperationGraph['needs'] => {
  try {
    return dependencies(template);
  } catch {
    // CloudFormation will say what is wrong with it; an estimate is no reason to stop.
    return new Map();
  }
};

/**
 * The work of a plan.
 * @param template the one planned, if it is at hand
 * @param monitoringMinutes so long CloudFormation watches alarms once all is in place
 */
export function plannedWork(
  changes: readonly Change[],
  template?: Template,
  monitoringMinutes = 0,
): OperationWork {
  const expected = changes.map(({ path, logicalId, type }) => ({ path, logicalId, type }));
  if (template === undefined) return { expected };
  const own = changes.filter(({ path }) => path.length === 0);
  return {
    expected,
    graph: {
      needs: needsOf(template),
      monitoringSeconds: monitoringMinutes * 60,
      usual: new Map(own.map((change) => [change.logicalId, usualSeconds(change.type, forward(change))])),
      usualBack: new Map(own.map((change) => [change.logicalId, usualSeconds(change.type, back(change))])),
    },
  };
}

/** Seconds the work of a plan usually takes: its longest way through what waits for what, and the alarms' watch. */
export function plannedSeconds(
  changes: readonly Change[],
  template?: Template,
  monitoringMinutes?: number,
): number | undefined {
  const { graph } = plannedWork(changes, template, monitoringMinutes);
  if (graph === undefined) return undefined;
  const { usual, needs, monitoringSeconds = 0 } = graph;
  return longestRemaining(usual.keys(), needs, (id) => usual.get(id) ?? 0) + monitoringSeconds;
}

/**
 * The work of an operation met on the way, as far as its template and the stack's parameters tell it.
 * An update touches an unknown part of the stack, so nothing is expected of it beforehand.
 */
export function runningWork(
  kind: OperationKind,
  template: Template | undefined,
  stack: Stack,
): OperationWork {
  if (template === undefined || kind === 'update' || kind === 'import' || kind === 'rollback')
    return { expected: [] };
  const resources = resourcesOf(template, stack);
  const seconds = (action: 'create' | 'delete'): ReadonlyMap<string, number> =>
    new Map(resources.map(({ logicalId, type }) => [logicalId, usualSeconds(type, action)]));
  return {
    expected: resources.map(({ logicalId, type }) => ({ path: [], logicalId, type })),
    graph: {
      needs: needsOf(template),
      monitoringSeconds: kind === 'delete' ? 0 : (stack.rollback?.monitoringMinutes ?? 0) * 60,
      usual: seconds(kind === 'delete' ? 'delete' : 'create'),
      usualBack: seconds('delete'),
    },
  };
}

const resourcesOf = (
  template: Template,
  stack: Stack,
): readonly { readonly logicalId: string; readonly type: string }[] => {
  const [, partition = 'aws', , region = '', account = ''] = stack.id.split(':');
  try {
    return activeResources({
      template,
      parameters: parameterValues(template, stack.parameters),
      pseudo: pseudoParameters({
        account,
        region,
        partition,
        stackName: stack.name,
        stackId: stack.id,
      }),
    });
  } catch {
    // A condition on a value that reads back as **** cannot be decided: then all of them, a few too many.
    return [...template.resources.values()];
  }
};
