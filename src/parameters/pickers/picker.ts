import type { ParameterKey, Values } from '../../core/parameter.ts';
import type { Choice, Ports } from '../../core/ports.ts';
import type { Enrichment, Product } from '../../core/product.ts';
import type { Template, TemplateParameter } from '../../core/template.ts';

/** For which parameter something is picked, and what is known so far. */
export interface PickRequest {
  readonly parameter: TemplateParameter;
  readonly enrichment: Enrichment;
  readonly template: Template;
  readonly product: Product;
  readonly values: Values;
}

export interface PickChoice extends Choice<string> {
  /** By what people know it, for the page: `private-a`, `*.data.example.com until 2027-05-02`. */
  readonly short?: string;
}

export interface PickList {
  /** Best first. */
  readonly choices: readonly PickChoice[];
  /** What is proposed: one value, or several for a list; empty where nothing fits. */
  readonly best: readonly string[];
  /** `only`: nothing else in the account would do; `best`: others would do too. Both are taken for the page. */
  readonly takes?: 'only' | 'best';
  /** Why it is proposed, a few words. */
  readonly because?: string;
}

export type PickPorts = { readonly facts: Ports['facts']; readonly now: number };
export type PickMaker = (request: PickRequest, ports: PickPorts) => Promise<PickList>;

/** The key of the parameter that holds the VPC, where the template has one. */
export const vpcKey = (
  template: Template,
  pickerFor: (parameter: TemplateParameter) => string | undefined,
): ParameterKey | undefined =>
  [...template.parameters.values()].find((parameter) => pickerFor(parameter) === 'vpc')?.key;

/** Columns of a list, two spaces apart. */
export const columns = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('  ');
