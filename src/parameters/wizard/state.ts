import type { ParameterKey, Value, Values } from '../../core/parameter.ts';
import type { TemplateParameter } from '../../core/template.ts';
import { fill, type FillContext } from '../sources/fill.ts';
import type { Draft } from './draft.ts';
import { askingOrder, waits } from './order.ts';

/** The values under review: what is fixed, what follows from it, and what is still needed. */
export class ReviewState {
  readonly context: FillContext;
  readonly order: readonly TemplateParameter[];
  readonly #draft: Draft;
  #values: Values | undefined;

  constructor(draft: Draft, context: FillContext) {
    this.#draft = draft;
    this.context = context;
    this.order = askingOrder(context.template);
  }

  get values(): Values {
    this.#values ??= fill(this.#draft.fixed, this.context);
    return this.#values;
  }

  /** Needed and not there, in the template's order. */
  open(): readonly TemplateParameter[] {
    return this.order.filter(({ key }) => this.isOpen(key));
  }

  isOpen(key: ParameterKey): boolean {
    return this.#draft.asked.has(key) || !this.values.has(key);
  }

  /** A person wants to be asked, whatever could be found. */
  isWanted(key: ParameterKey): boolean {
    return this.#draft.asked.has(key);
  }

  waits(parameter: TemplateParameter, open: readonly TemplateParameter[]): boolean {
    return waits(parameter, open, this.context, this.values);
  }

  /** What to ask next; answers that another's proposal hangs on come first. */
  next(): TemplateParameter | undefined {
    const open = this.open();
    return open.find((parameter) => !this.waits(parameter, open)) ?? open[0];
  }

  /** What stands there now, or stood there before it was reopened. */
  before(key: ParameterKey): Value | undefined {
    return this.#draft.asked.get(key) ?? this.values.get(key);
  }

  isPrompted(key: ParameterKey): boolean {
    return this.#draft.references.get(key) === '@prompt';
  }

  give(value: Value): void {
    this.#draft.asked.delete(value.key);
    this.#draft.fixed.set(value.key, value);
    this.#values = undefined;
  }

  /** A value typed by a person. What was found for another VPC or host is found again if it still fits. */
  answer(value: Value): void {
    this.#draft.generated.delete(value.key);
    this.#draft.references.delete(value.key);
    if (value.secret && value.value !== '') this.#draft.references.set(value.key, '@prompt');
    this.#forgetDetected(value.key);
    this.give(value);
  }

  /** A secret made up now; `makeSecrets` keeps it under the name before it is used. */
  generate(value: Value, secretName: string): void {
    this.#draft.references.set(value.key, '@generate');
    this.#draft.generated.set(value.key, secretName);
    this.give(value);
  }

  reopen(key: ParameterKey): void {
    this.#draft.asked.set(key, this.values.get(key));
    this.#draft.fixed.delete(key);
    this.#values = undefined;
  }

  #forgetDetected(except: ParameterKey): void {
    for (const [key, { source }] of this.#draft.fixed)
      if (source === 'detected' && key !== except) this.#draft.fixed.delete(key);
  }
}
