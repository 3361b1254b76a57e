import type { ResourceRecord } from '../../model/stack-record.ts';
import { textOf } from '../../model/values.ts';
import { refusal, type Creation, type Rule } from './creation-rule.ts';
import { holds } from './names-taken.ts';

/** One of a stack that is gone may have had the same name. */
const resourceOf = (
  { world, stack }: Creation,
  type: string,
  reference: string | undefined,
): ResourceRecord | undefined =>
  [...world.stacks.values()]
    .filter(({ region }) => region === stack.region)
    .flatMap(({ resources }) => [...resources.values()])
    .find(
      (one) =>
        one.type === type &&
        holds(one) &&
        [one.physicalId, one.attributes.get('Arn')].some((name) => name === reference),
    );

const seconds = ({ properties }: ResourceRecord, name: string, otherwise: number): number =>
  Number(textOf(properties, name) ?? otherwise);

/** A message must not come back to the queue while the function still works on it. */
export const eventSource: Rule = (creation) => {
  const { properties } = creation;
  const queue = resourceOf(creation, 'AWS::SQS::Queue', textOf(properties, 'EventSourceArn'));
  const worker = resourceOf(creation, 'AWS::Lambda::Function', textOf(properties, 'FunctionName'));
  if (queue === undefined || worker === undefined) return undefined;
  const [hidden, works] = [seconds(queue, 'VisibilityTimeout', 30), seconds(worker, 'Timeout', 3)];
  return hidden >= works
    ? undefined
    : refusal(
        creation,
        `Invalid request provided: Queue visibility timeout: ${hidden} seconds is less than Function timeout: ${works} seconds`,
      );
};
