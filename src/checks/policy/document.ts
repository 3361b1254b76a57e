import type { DeploymentTarget } from '../../core/check.ts';
import type { Identity } from '../../core/facts.ts';
import type { TemplateResource } from '../../core/template.ts';
import type { Grant, GrantContext } from './grant.ts';
import { grantsFor } from './grants.ts';
import { templateActions, type TemplateActions } from './template-actions.ts';

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** The Sid, or its beginning, of what CloudFormation itself calls: known from a table, not from what this tool was seen to call. */
export const tableDerivedSid = 'InstallResourcesByCloudFormation';
/** The same for what AWS lists for the resource types and may never be called: a role known to work lacks much of it. */
const listedSid = 'InstallListedByCloudFormation';

const statement = (grant: Grant, context: GrantContext): PolicyStatement => {
  const resources = grant.resources?.(context) ?? ['*'];
  const condition = grant.condition?.(context);
  return {
    Sid: grant.sid,
    Effect: 'Allow',
    Action: [...grant.actions].sort(),
    Resource: resources.length === 1 && resources[0] === '*' ? '*' : resources,
    Condition: condition,
  };
};

export interface PolicyRequest {
  readonly identity: Pick<Identity, 'account' | 'partition'>;
  readonly target: DeploymentTarget;
  /** The resources switched on; all of the template's where left out. */
  readonly resources?: readonly TemplateResource[];
}

export interface PrintedPolicy {
  readonly document: PolicyDocument;
  /** Resource types whose actions are missing from it, because nobody here knows them. */
  readonly unknownTypes: readonly string[];
}

/** Actions in one statement at most: a managed policy of IAM's then has room for it. */
const actionsTogether = 120;

/** The first keeps the plain name; a template with many resource types needs more than one. */
const byCloudFormation = (sid: string, actions: readonly string[]): readonly PolicyStatement[] =>
  Array.from({ length: Math.ceil(actions.length / actionsTogether) }, (_, part) => ({
    Sid: part === 0 ? sid : `${sid}${part + 1}`,
    Effect: 'Allow',
    Action: actions.slice(part * actionsTogether, (part + 1) * actionsTogether),
    Resource: '*',
    Condition: { 'ForAnyValue:StringEquals': { 'aws:CalledVia': ['cloudformation.amazonaws.com'] } },
  }));

const certain = ({ needed, later }: TemplateActions): readonly string[] =>
  [...needed.map(({ action }) => action), ...later].sort();

/** One document with everything this tool calls and, without a service role, what CloudFormation calls as the caller. */
export function printPolicy({ identity, target, resources }: PolicyRequest): PrintedPolicy {
  const context = { identity, target };
  const own = grantsFor(target)
    // IAM takes no statement without a resource.
    .filter((grant) => grant.resources?.(context).length !== 0)
    .map((grant) => statement(grant, context));
  const { template } = target;
  if (template === undefined || target.roleArn !== undefined)
    return { document: { Version: '2012-10-17', Statement: own }, unknownTypes: [] };
  const made = templateActions(template, resources ?? [...template.resources.values()]);
  return {
    document: {
      Version: '2012-10-17',
      Statement: [
        ...own,
        ...byCloudFormation(tableDerivedSid, certain(made)),
        ...byCloudFormation(listedSid, made.listed),
      ],
    },
    unknownTypes: made.unknownTypes,
  };
}
