import type { PlanDetails } from '../../core/events.ts';
import type { Connection } from '../../core/session.ts';
import type { ChangeSet } from '../../core/stack.ts';
import { awsWords, tellsNoChanges } from '../aws-texts.ts';
import { answerEmpty, planRefused, stackBusy } from '../errors.ts';
import { isTransient, retryTransient } from '../retry.ts';
import { changeSetRequest, type PlanRequest } from './change-set-request.ts';

export type PlanPorts = Pick<Connection, 'stacks' | 'clock' | 'signal' | 'emit' | 'region'>;

export type DetailedRequest = Omit<PlanRequest, 'details'> & { readonly details: PlanDetails | undefined };

/** Makes it, whatever became of the answer. `unchanged`: AWS refuses one that would change nothing. */
export async function createChangeSet(
  request: PlanRequest,
  ports: PlanPorts,
): Promise<{ readonly changeSetId: string; readonly stackId: string } | 'unchanged'> {
  const wanted = changeSetRequest(request, ports.clock.now());
  const ours = (): Promise<ChangeSet | undefined> =>
    ports.stacks.changeSet(wanted.changeSetName, request.stackName);
  try {
    // The token makes a repeated call find the change set that an earlier one made, its answer having been lost.
    const { id, stackId } = await retryTransient(() => ports.stacks.createChangeSet(wanted), ports);
    if (id !== '') return { changeSetId: id, stackId };
    // Answered without a word of what was made: it is looked for like one whose answer was lost.
    const made = await retryTransient(ours, ports);
    if (made !== undefined) return { changeSetId: made.id, stackId: made.stackId };
    throw answerEmpty(request.stackName);
  } catch (error) {
    const words = awsWords(error);
    // Ours after all: the first try arrived, its answer was lost, and the second was told that it exists.
    const made = await ours().catch((unseen: unknown) => {
      // The call may have arrived though nothing came back, and now nobody answers whether it did.
      if (isTransient(error) && isTransient(unseen))
        tellUnknown(request.stackName, wanted.changeSetName, ports);
      return undefined;
    });
    if (made !== undefined) return { changeSetId: made.id, stackId: made.stackId };
    // Between our look and our call another run began: a create finds a stack, an update a busy one.
    if (/already exists|_IN_PROGRESS state and can ?not be/i.test(words))
      throw stackBusy(await asFound(request.stackName, ports), error);
    // CloudFormation makes a change set that fails; moto refuses to make one.
    if (request.kind === 'update' && tellsNoChanges(words)) return 'unchanged';
    throw refusedAtOnce(request, words, error);
  }
}

const tellUnknown = (stackName: string, changeSetName: string, { emit, region }: PlanPorts): void =>
  emit({
    type: 'note',
    level: 'warn',
    message: `Nothing answers whether the change set of the plan was made for ${stackName}. It changes nothing, and the next run removes it.`,
    detail: [
      `Or remove it with: aws cloudformation delete-change-set --stack-name ${stackName} --change-set-name ${changeSetName} --region ${region}`,
    ],
  });

const asFound = async (
  name: string,
  ports: Pick<PlanPorts, 'stacks'>,
): Promise<{ name: string; id?: string }> =>
  (await ports.stacks.describe(name).catch(() => undefined)) ?? { name };

/** ValidationErrors of CreateChangeSet itself: a template or parameter that CloudFormation does not accept. */
const refusedAtOnce = (request: PlanRequest, words: string, error: unknown): unknown =>
  /ValidationError|InsufficientCapabilities|LimitExceeded/.test(words)
    ? planRefused(request.stackName, words.split('\n').at(-1) ?? words, [], error)
    : error;
