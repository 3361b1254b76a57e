import type { ParameterKey, Source, Value, Values } from '../../core/parameter.ts';
import type { TemplateParameter } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { constraintViolation } from '../rules/constraint.ts';
import { enrichmentOf, cleanInput, pickerOf } from '../enrichment.ts';
import { fill, type FillContext } from '../sources/fill.ts';
import { generate, secretName } from '../references/generate.ts';
import { pickFor, type PickResult } from '../pickers/index.ts';
import { ask, type Question } from './question.ts';
import { askPick } from './question-pick.ts';
import type { ResolvePorts } from '../types.ts';
import { ValueReporter, valueLine } from '../value-reporter.ts';
import { questionOf } from '../wording.ts';
import { askingOrder, waits } from './order.ts';

/** What is settled so far; the wizard adds to it. */
export interface Draft {
  /** Given, kept, or answered; everything else follows from these. */
  readonly fixed: Map<ParameterKey, Value>;
  /** To be asked although a value could be found: `@prompt`, a value that no longer fits, a wish to change. */
  readonly asked: Map<ParameterKey, Value | undefined>;
  readonly references: Map<ParameterKey, string>;
  readonly generated: Map<ParameterKey, string>;
}

export interface WizardRequest {
  readonly stackName: string;
  /** False: nothing that was found is offered for change. */
  readonly offer: boolean;
}

/** Said in this very run: not asked about again. */
const chosenByPerson: readonly Source[] = ['flag', 'asked', 'generated'];

/** The conversation about parameters: shows what was found, then one question per missing value. */
export class Wizard {
  readonly #draft: Draft;
  readonly #context: FillContext;
  readonly #request: WizardRequest;
  readonly #ports: ResolvePorts;
  readonly #reporter: ValueReporter;
  readonly #order: readonly TemplateParameter[];
  #group: string | undefined;

  constructor(draft: Draft, context: FillContext, request: WizardRequest, ports: ResolvePorts) {
    this.#draft = draft;
    this.#context = context;
    this.#request = request;
    this.#ports = ports;
    this.#reporter = new ValueReporter(context.template, ports.emit);
    this.#order = askingOrder(context.template);
  }

  /** Fills the draft; rejects as the prompter does when the person gives up. */
  async run(): Promise<void> {
    await this.#detect();
    while (await this.#offer()) await this.#askOpen();
    await this.#askOpen();
    // Answers bring more to light: hosts decide the certificate, the VPC its subnets.
    while (await this.#offer()) await this.#askOpen();
  }

  get #values(): Values {
    return fill(this.#draft.fixed, this.#context);
  }

  #open(): readonly TemplateParameter[] {
    const values = this.#values;
    return this.#order.filter(({ key }) => this.#draft.asked.has(key) || !values.has(key));
  }

  async #askOpen(): Promise<void> {
    await this.#detect();
    for (let open = this.#open(); open.length > 0; open = this.#open()) {
      const next = open.find((parameter) => !this.#waits(parameter, open)) ?? open[0];
      if (next === undefined) return;
      await this.#askOne(next);
      await this.#detect();
    }
  }

  #waits(parameter: TemplateParameter, open: readonly TemplateParameter[]): boolean {
    return waits(parameter, open, this.#context, this.#values);
  }

  #picked(parameter: TemplateParameter): Promise<PickResult> {
    const { product, template } = this.#context;
    const enrichment = enrichmentOf(product, parameter.key);
    return pickFor(
      { parameter, enrichment, template, product, values: this.#values },
      { facts: this.#ports.facts, now: this.#ports.clock.now() },
    );
  }

  /** Takes what the account leaves no choice about; it is shown and offered for change before the end. */
  async #detect(): Promise<void> {
    let found: boolean;
    do {
      found = false;
      const open = this.#open();
      for (const parameter of open)
        if (this.#detectable(parameter, open)) found = (await this.#detectOne(parameter)) || found;
      // A VPC that was found lets its subnets be found.
    } while (found);
  }

  /** What may be left out is a person's to want, however clear the choice would be. */
  #detectable(parameter: TemplateParameter, open: readonly TemplateParameter[]): boolean {
    const { product } = this.#context;
    const optional = enrichmentOf(product, parameter.key).mayBeEmpty === true;
    const pickable = pickerOf(product, parameter) !== undefined;
    return pickable && !optional && !this.#draft.asked.has(parameter.key) && !this.#waits(parameter, open);
  }

  async #detectOne(parameter: TemplateParameter): Promise<boolean> {
    const { key, noEcho: secret } = parameter;
    const picked = await this.#picked(parameter);
    if (picked.kind !== 'pick' || !picked.pick.certain) return false;
    const value = picked.pick.best.join(',');
    if (constraintViolation(parameter, value) !== undefined) return false;
    this.#draft.fixed.set(key, { key, value, source: 'detected', secret });
    return true;
  }

  /** Shows what is new; true when some of it is to be asked after all. */
  async #offer(): Promise<boolean> {
    const news = this.#reporter.report(this.#values).filter(({ source }) => !chosenByPerson.includes(source));
    if (!this.#request.offer || news.length === 0) return false;
    const chosen = await this.#ports.prompt.checkbox({
      message: 'Change any of these? Enter keeps them',
      choices: news.map((value) => ({ name: valueLine(this.#context.template, value), value: value.key })),
    });
    for (const key of chosen) {
      this.#draft.asked.set(key, this.#values.get(key));
      this.#draft.fixed.delete(key);
    }
    if (chosen.length > 0) this.#forgetDetected();
    return chosen.length > 0;
  }

  /** What was found for another VPC or host may not fit the new one; it is found again if it does. */
  #forgetDetected(): void {
    for (const [key, { source }] of this.#draft.fixed)
      if (source === 'detected') this.#draft.fixed.delete(key);
  }

  async #askOne(parameter: TemplateParameter): Promise<void> {
    this.#announceGroup(parameter.key);
    const { key, noEcho } = parameter;
    const before = this.#draft.asked.get(key);
    const secret = noEcho || this.#draft.references.get(key) === '@prompt';
    const question: Question = {
      parameter,
      secret,
      clean: (input) => cleanInput(this.#context.product, parameter, input),
      enrichment: enrichmentOf(this.#context.product, key),
      ...(before === undefined || before.secret || before.value === '' ? {} : { before: before.value }),
    };
    const made = secret ? await this.#offerToGenerate(question) : undefined;
    const value = made ?? (await this.#answer(question));
    this.#draft.asked.delete(key);
    this.#draft.fixed.set(key, { key, value, source: made === undefined ? 'asked' : 'generated', secret });
    if (made !== undefined) this.#keepLater(key);
    else if (secret && value !== '') this.#draft.references.set(key, '@prompt');
  }

  #keepLater(key: ParameterKey): void {
    this.#draft.references.set(key, '@generate');
    this.#draft.generated.set(key, secretName(this.#request.stackName, key));
  }

  async #offerToGenerate({ parameter, enrichment }: Question): Promise<string | undefined> {
    if (enrichment.generate === undefined) return undefined;
    const name = secretName(this.#request.stackName, parameter.key);
    const wanted = await this.#ports.prompt.select({
      message: questionOf(parameter),
      choices: [
        { name: 'Make one for me', value: true, description: `Kept in Secrets Manager as ${name}.` },
        { name: 'Type it', value: false },
      ],
      default: true,
    });
    if (!wanted) return undefined;
    const kept = await this.#ports.secrets.secret(name).catch(() => undefined);
    return kept !== undefined && constraintViolation(parameter, kept) === undefined
      ? kept
      : generate(parameter, enrichment);
  }

  async #answer(question: Question): Promise<string> {
    const picked = await this.#picked(question.parameter);
    if (picked.kind === 'pick') return askPick(question, picked.pick, this.#ports);
    if (picked.kind === 'unreadable')
      this.#ports.emit({
        type: 'note',
        level: 'warn',
        message: `The account does not show what fits here (${picked.why}); type the value.`,
      });
    return ask(question, this.#ports);
  }

  /** The template's own headings, each as its first question comes. */
  #announceGroup(key: ParameterKey): void {
    const group = this.#context.template.groups.find(({ parameters }) => parameters.includes(key));
    const label = shortText(group?.label ?? '', 120);
    if (label === this.#group || label === '') return;
    this.#group = label;
    this.#ports.emit({ type: 'note', level: 'info', message: label });
  }
}
