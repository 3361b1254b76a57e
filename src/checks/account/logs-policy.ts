import type { Check, CheckInput, Fix, Verdict } from '../../core/check.ts';
import type { Identity, LogsResourcePolicy } from '../../core/facts.ts';
import type { TemplateResource } from '../../core/template.ts';
import { resourcesOf } from '../template/resource-types.ts';
import {
  granted,
  isDenied,
  isWide,
  searchService as service,
  speaking,
  type Granting,
} from './log-delivery.ts';
import { fail, listed, notNeeded, pass, warn } from '../verdicts.ts';

const id = 'logs.resource-policy';
/** An account has no more of them in a region, and no quota raises it. */
const limit = 10;

const publishesLogs = ({ type, properties }: TemplateResource): boolean =>
  ['AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'].includes(type) &&
  properties.LogPublishingOptions !== undefined;

const isNeeded = async (input: CheckInput): Promise<boolean> => {
  if (input.target.product.requires.includes(id)) return true;
  const resources = await resourcesOf(input);
  // A template that makes the policy itself needs none beforehand.
  return resources.some(publishesLogs) && !resources.some(({ type }) => type === 'AWS::Logs::ResourcePolicy');
};

const namesOf = (grants: readonly Granting[]): string => listed([...new Set(grants.map(({ name }) => name))]);

const absent = (policies: readonly LogsResourcePolicy[], region: string): Verdict => {
  const what = `No resource policy of CloudWatch Logs in ${region} lets ${service} write; a search domain that publishes logs is then refused.`;
  if (policies.length >= limit)
    return fail(
      `${what} There are ${policies.length} policies, and AWS allows no more.`,
      `Add the statement that quilt-install help ${id} shows to one of them, or delete one that nothing needs: ${listed(policies.map(({ name }) => name))}.`,
    );
  return fail(
    what,
    `quilt-install preflight --fix --only ${id} adds one; or use aws logs put-resource-policy with the document that quilt-install help ${id} shows.`,
  );
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  if (!(await isNeeded(input))) return notNeeded('Nothing here publishes logs of a search domain.');
  const { region } = input.target;
  const [policies, identity] = await Promise.all([
    input.facts.logsResourcePolicies(),
    input.facts.identity(),
  ]);
  const denying = speaking(policies, 'Deny');
  if (isDenied(denying))
    return fail(
      `${namesOf(denying)} denies ${service} the writing of logs, whatever other policies allow.`,
      'Take that statement out of it: aws logs describe-resource-policies shows it.',
    );
  const allowing = speaking(policies, 'Allow');
  const wide = allowing.filter(({ statement }) => isWide(statement, identity, region));
  if (granted(wide)) return pass(namesOf(wide));
  if (granted(allowing))
    return warn(
      `${namesOf(allowing)} lets ${service} write to some log groups, or under a condition.`,
      "See that it covers the log groups of this stack's search domain: aws logs describe-resource-policies.",
    );
  return absent(policies, region);
};

/** For this account's domains alone, so that nobody else's can be made to write here. */
const documentFor = ({ account, partition }: Identity, region: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SearchDomainLogs',
        Effect: 'Allow',
        Principal: { Service: service },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:PutLogEventsBatch'],
        Resource: `arn:${partition}:logs:${region}:${account}:*`,
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
    ],
  });

const freeName = (policies: readonly LogsResourcePolicy[]): string => {
  const names = Array.from({ length: limit }, (_, index) =>
    index === 0 ? 'search-domain-logs' : `search-domain-logs-${index + 1}`,
  );
  return names.find((name) => policies.every((one) => one.name !== name)) ?? 'search-domain-logs-last';
};

const planFix = async (input: CheckInput): Promise<Fix | undefined> => {
  if ((await judge(input)).status !== 'fail') return undefined;
  const [policies, identity] = await Promise.all([
    input.facts.logsResourcePolicies(),
    input.facts.identity(),
  ]);
  if (policies.length >= limit || isDenied(speaking(policies, 'Deny'))) return undefined;
  const name = freeName(policies);
  const document = documentFor(identity, input.target.region);
  return {
    title: `Let ${service} write logs`,
    changes: [
      `CloudWatch Logs: add the resource policy ${name} in ${input.target.region} (free of charge; ${policies.length} of ${limit} are there, and stay as they are)`,
      document,
    ],
    call: async (fixes, made) => {
      await fixes.addLogsResourcePolicy(name, document);
      made({
        what: `the CloudWatch Logs resource policy ${name}`,
        removal: ['logs', 'delete-resource-policy', '--policy-name', name],
      });
      return undefined;
    },
  };
};

/** CloudFormation does not say so beforehand; the domain is refused when its turn comes. */
export const logsResourcePolicy: Check<'logs.resource-policy'> = {
  id,
  category: 'Account',
  title: 'The search domain may write its logs',
  uses: (_product, template) =>
    template !== undefined && template.conditions.size > 0 ? [...template.parameters.keys()] : [],
  judge,
  fix: planFix,
};
