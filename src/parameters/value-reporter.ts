import { shown, type ParameterKey, type Value, type Values } from '../core/parameter.ts';
import type { Ports } from '../core/ports.ts';
import type { Template } from '../core/template.ts';
import { shortText } from '../core/text.ts';

/** Tells each value once with its source, and again only when it changed. */
export class ValueReporter {
  readonly #reported = new Map<ParameterKey, Value>();
  readonly #template: Template;
  readonly #emit: Ports['emit'];

  constructor(template: Template, emit: Ports['emit']) {
    this.#template = template;
    this.#emit = emit;
  }

  /** The values told by this call. */
  report(values: Values): readonly Value[] {
    const news = [...values.values()].filter((value) => {
      const before = this.#reported.get(value.key);
      return before === undefined || before.value !== value.value || before.source !== value.source;
    });
    for (const value of news) this.#reportOne(value);
    return news;
  }

  #reportOne(value: Value): void {
    this.#reported.set(value.key, value);
    const label = this.#template.parameters.get(value.key)?.label;
    this.#emit({
      type: 'parameter',
      key: value.key,
      source: value.source,
      value: shortText(shown(value), 4096),
      label,
    });
  }
}
