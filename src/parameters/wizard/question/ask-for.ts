import type { Value } from '../../../core/parameter.ts';
import type { TemplateParameter } from '../../../core/template.ts';
import { cleanInput, enrichmentOf, pickerOf } from '../../enrichment.ts';
import { secretName } from '../../references/generate.ts';
import type { PickList } from '../../pickers/picker.ts';
import type { Offer, ResolvePorts } from '../../types.ts';
import { explanationOf } from './explanation.ts';
import type { Creations } from '../creations.ts';
import { madeUp, picked } from '../propose.ts';
import { ask } from './question.ts';
import { LeftEmpty, type Question } from './types.ts';
import { askPick, toBeMade } from './pick.ts';
import { wantsMadeUp } from './secret.ts';
import type { ReviewState } from '../state.ts';

const questionAbout = (state: ReviewState, parameter: TemplateParameter, canStepBack: boolean): Question => {
  const { product, template } = state.context;
  const enrichment = enrichmentOf(product, parameter.key);
  const before = state.before(parameter.key);
  return {
    parameter,
    enrichment,
    canStepBack,
    picker: pickerOf(product, parameter),
    secret: parameter.noEcho || state.isPrompted(parameter.key),
    invented: enrichment.generate !== undefined,
    clean: (input) => cleanInput(product, parameter, input),
    before: before === undefined || before.secret || before.value === '' ? undefined : before.value,
    explain: explanationOf(template, parameter, enrichment),
  };
};

/** Chosen and declined this often, the question goes nowhere. */
const patience = 3;

const nothing: PickList = { choices: [], best: [] };

/** The value, or that it is to be made in the account. */
const answerOf = async (
  state: ReviewState,
  question: Question,
  offer: Offer | undefined,
  ports: ResolvePorts,
): Promise<string> => {
  const result = await picked(state, question.parameter, ports);
  if (result.kind === 'pick') return askPick(question, result.pick, ports, offer?.title);
  if (result.kind === 'none' && offer !== undefined) return askPick(question, nothing, ports, offer.title);
  if (result.kind === 'unreadable')
    ports.emit({
      type: 'note',
      level: 'warn',
      message: `The account does not show what fits here (${result.why}); type the value.`,
    });
  return ask(question, ports);
};

/** Asked until there is a value; undefined where one was made in the account and is settled. */
const answered = async (
  state: ReviewState,
  question: Question,
  creations: Creations,
  ports: ResolvePorts,
): Promise<string | undefined> => {
  const offer = await creations.offerFor(question.parameter.key);
  for (let declined = 0; declined < patience; declined++) {
    const value = await answerOf(state, question, offer, ports);
    if (value !== toBeMade || offer === undefined) return value;
    if (await creations.make(offer)) return undefined;
  }
  throw new LeftEmpty();
};

const isSame = (before: Value | undefined, value: string): boolean =>
  before !== undefined && !before.secret && before.value === value;

/**
 * Asks for one value and settles it.
 * @returns false where the person kept what was there
 * @throws SteppedBack, LeftEmpty
 */
export async function askFor(
  state: ReviewState,
  parameter: TemplateParameter,
  options: { readonly stackName: string; readonly canStepBack: boolean; readonly creations: Creations },
  ports: ResolvePorts,
): Promise<boolean> {
  const { key } = parameter;
  const question = questionAbout(state, parameter, options.canStepBack);
  const name = secretName(options.stackName, key);
  if (question.secret && (await wantsMadeUp(question, name, ports))) {
    const made = await madeUp(state, parameter, options.stackName, ports);
    if (made !== undefined) {
      state.generate({ key, value: made, source: 'generated', secret: true }, name);
      return true;
    }
  }
  const value = await answered(state, question, options.creations, ports);
  if (value === undefined) return true;
  if (!state.isOpen(key) && isSame(state.values.get(key), value)) return false;
  state.answer({ key, value, source: 'asked', secret: question.secret });
  return true;
}
