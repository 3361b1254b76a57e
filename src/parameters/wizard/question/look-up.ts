import { pickedFault } from '../../pickers/lookup-picked.ts';
import { lookup, whyUnknown } from '../../rules/lookup.ts';
import { itemsOf, readType } from '../../rules/parameter-type.ts';
import type { AskPorts, Question } from './types.ts';

/** A person waits no longer for AWS's word on what they typed; milliseconds. */
const patienceMs = 3_000;

export interface LookedUp {
  /** Why it is refused, as a clause. */
  readonly fault?: string;
  /** It is taken, and this is said about it. */
  readonly remark?: string;
}

const byType = async ({ parameter }: Question, value: string, { facts }: AskPorts): Promise<LookedUp> => {
  const looked = await lookup(parameter, value, { facts });
  if (looked.found === true) return {};
  if (looked.found === 'unknown')
    return { remark: `AWS did not say whether it exists (${looked.why}); CloudFormation will check.` };
  return { fault: looked.absent === '' ? looked.clause : `${looked.clause}: ${looked.absent}` };
};

const byPicker = async (
  { parameter, picker, enrichment }: Question,
  value: string,
  { facts }: AskPorts,
): Promise<LookedUp> => {
  if (picker === undefined) return {};
  const items = itemsOf(readType(parameter.type), value);
  const faults = await Promise.all(items.map((item) => pickedFault(picker, item, facts)));
  const fault = faults.find((one) => one !== undefined);
  if (fault === undefined) return {};
  // Only a name says that it is such an id: not enough to refuse it.
  return enrichment.picker === undefined ? { remark: `It is taken as typed: ${fault}.` } : { fault };
};

const refused = (error: unknown): LookedUp => ({
  remark: `AWS did not say whether it exists (${whyUnknown(error)}); it is taken as typed.`,
});

/** Whether an id that was typed exists. Denied, or slower than a person waits: taken, with a remark. */
export async function lookUp(question: Question, value: string, ports: AskPorts): Promise<LookedUp> {
  const answered = new AbortController();
  const looking =
    readType(question.parameter.type).aws === undefined
      ? byPicker(question, value, ports).catch(refused)
      : byType(question, value, ports);
  const late = ports.clock
    .sleep(patienceMs, answered.signal)
    .then((): LookedUp => ({ remark: 'AWS is slow to say whether it exists; it is taken as typed.' }));
  return Promise.race([looking, late]).finally(() => answered.abort());
}
