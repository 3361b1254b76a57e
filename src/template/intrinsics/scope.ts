import type { Template, TemplateValue } from '../../core/template.ts';

/** What resources turned out to be; undefined while that is not known. */
export interface Attributes {
  /** What `Ref` gives: the physical id. */
  ref(logicalId: string): string | undefined;
  att(logicalId: string, name: string): TemplateValue | undefined;
}

/**
 * A function beyond CloudFormation's own. It is handed its argument as written and evaluates what it needs of it.
 * Undefined: not known yet.
 */
export type ScopeFunction = (
  argument: TemplateValue,
  evaluate: (value: TemplateValue) => TemplateValue | undefined,
) => TemplateValue | undefined;

/** Everything functions are evaluated against. Treat it as frozen: conditions are decided once per scope. */
export interface Scope {
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, string | readonly string[]>;
  readonly pseudo: ReadonlyMap<string, string>;
  readonly resources?: Attributes;
  /** Value of an export; undefined: there is none of that name. */
  readonly imports?: (name: string) => string | undefined;
  /**
   * Value of a stack's output; undefined: there is no such stack, or it has no such output; an error: why it may not
   * be read.
   * @param roleArn by which it is read, in whatever account that is
   */
  readonly stackOutputs?: (
    stack: string,
    output: string,
    region: string,
    roleArn?: string,
  ) => string | Error | undefined;
  /** Names of a region's availability zones. */
  readonly zones?: (region: string) => readonly string[];
  /** By long form, where expressions know more functions than templates do. */
  readonly functions?: ReadonlyMap<string, ScopeFunction>;
  /** A name that nobody declared is not known yet, rather than wrong. */
  readonly open?: true;
}

export type Evaluated =
  | { readonly known: true; readonly value: TemplateValue }
  /** Not known yet: the logical ids and parameter names it waits for (none for zones, imports and macros nobody gave). */
  | { readonly known: false; readonly waitsFor: readonly string[] };

/** Not known yet. */
export const unknown = Symbol('unknown');
/** `AWS::NoValue`: the property or list item is not there. */
export const noValue = Symbol('AWS::NoValue');
export type PartialValue = TemplateValue | typeof unknown | typeof noValue;

/** One evaluation: the scope, and what was found missing on the way. */
export interface EvaluationRun {
  readonly scope: Scope;
  readonly waitsFor: Set<string>;
  /** Conditions being decided, innermost last: a name seen twice is a cycle. */
  readonly deciding: readonly string[];
  /** Whether a condition of the template holds; undefined while a parameter it needs is not known. */
  readonly decide: (name: string, run: EvaluationRun) => boolean | undefined;
}
