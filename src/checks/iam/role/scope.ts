import type { PolicyStatement } from '../../policy/document.ts';
import type { Place, ResourceNames } from './names.ts';

export interface ScopeContext {
  readonly place: Place;
  readonly names: ResourceNames;
  /** Services of the resources that an action is for, as `kms:ViaService` writes them: `rds`. */
  readonly callers: (action: string) => readonly string[];
  /** Principals that the template's own roles trust. */
  readonly passedTo: readonly string[];
}

/** On what an action is allowed, for the actions that fit; the first row that fits counts. */
export interface ScopeRow {
  /** Begins the Sid of its statements. */
  readonly sid: string;
  readonly service: string;
  /** Tested on the name without its service; left out: every action of the service. */
  readonly actions?: RegExp;
  readonly when?: (context: ScopeContext) => boolean;
  readonly resources: (context: ScopeContext, action: string) => readonly string[];
  readonly condition?: (context: ScopeContext, action: string) => PolicyStatement['Condition'];
  /** Why no name limits it, or what the scope means; written into the template. */
  readonly comment?: string;
}

export const anything = (): readonly string[] => ['*'];

/** ARNs of this region and account. */
export const regional =
  (service: string, ...names: readonly string[]) =>
  ({ place }: ScopeContext): readonly string[] =>
    names.map((name) => `arn:${place.partition}:${service}:${place.region}:${place.account}:${name}`);

/** `named('sqs', '', 'AWS::SQS::Queue')`: the resources of a type by their names. */
export const named =
  (service: string, prefix: string, type: string) =>
  (context: ScopeContext): readonly string[] =>
    regional(service, ...context.names.of(type).map((name) => prefix + name))(context);
