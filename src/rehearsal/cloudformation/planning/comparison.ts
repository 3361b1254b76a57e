import type { StackScope } from '../model/scope.ts';
import type { Definition, ResourceRecord, StackRecord } from '../model/stack-record.ts';

/** What is known while a change set is worked out. */
export interface Comparison {
  readonly stack: StackRecord;
  readonly definition: Definition;
  readonly scope: StackScope;
  readonly maskedScope: StackScope;
  readonly conditions: ReadonlyMap<string, boolean>;
  /** Resources whose physical id stays; others cannot be referred to yet. */
  readonly staying: Map<string, ResourceRecord>;
  /** Modified in place, or perhaps replaced: what reads their attributes may change too. */
  readonly modified: Map<string, 'False' | 'Conditional'>;
}
