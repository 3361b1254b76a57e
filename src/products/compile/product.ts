import { parseArn } from '../../account/arn.ts';
import type { Product, ProductRemedy } from '../../core/product.ts';
import { shortText, stripControl } from '../../core/text.ts';
import { matchesJavaPattern } from '../../template/java-pattern/matches.ts';
import { anywhere } from '../file/pattern.ts';
import type { ProductFile } from '../file/product-file.ts';
import { dnsOf } from './dns.ts';
import { enrichments } from './enrichment.ts';
import { hostsOf } from './hosts.ts';
import { nextStepsOf } from './next-steps.ts';
import { signInsOf } from './sign-in.ts';
import { assertionName, evaluator, type Evaluate } from './scope.ts';
import { keysOf, upgradeNotes } from './upgrades.ts';

/** A topic that the running product made for a bucket, outside CloudFormation. */
const ownsNotification =
  ({ bucketTopics }: ProductFile): Product['ownsNotification'] =>
  (bucket, target) => {
    const arn = parseArn(target);
    if (bucketTopics === undefined || arn?.service !== 'sns') return false;
    return arn.resource.startsWith(bucketTopics.replaceAll('${Bucket}', bucket));
  };

/** Reasons run over several lines; a pattern may fit anywhere in one. It is untrusted, so the pattern judge decides. */
const remedy = ({ pattern, ...texts }: NonNullable<ProductFile['remedies']>[number]): ProductRemedy => ({
  matches: (reason) => matchesJavaPattern(anywhere(pattern), reason) === true,
  meaning: stripControl(texts.meaning),
  remedy: stripControl(texts.remedy),
});

const addressOf =
  ({ url }: ProductFile, evaluate: Evaluate): Product['url'] =>
  (scope) => {
    const address = evaluate(scope).text(url)?.trim() ?? '';
    return /^https?:\/\/[^/\s]/i.test(address) ? shortText(address, 300) : undefined;
  };

const releaseOf =
  ({ release }: ProductFile, evaluate: Evaluate): Product['version'] =>
  (scope) => {
    const text = evaluate(scope).text(release)?.trim() ?? '';
    return text === '' ? undefined : shortText(text, 100);
  };

/** An output may hold anything: only a role's ARN is put into somebody's policy. */
const lenderOf =
  ({ lender }: ProductFile, evaluate: Evaluate): Product['lender'] =>
  (scope) => {
    const arn = evaluate(scope).text(lender)?.trim() ?? '';
    return /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(arn) ? arn : undefined;
  };

const rulesOf = ({ rules = [] }: ProductFile, evaluate: Evaluate): Product['rules'] =>
  rules.map(({ kind, message, parameters, needs = [] }, index) => ({
    warns: kind === 'warning' ? true : undefined,
    message: stripControl(message),
    parameters,
    holds: (scope) =>
      needs.every((key) => scope.template?.parameters.has(key) ?? true)
        ? evaluate(scope).holds(assertionName(index))
        : undefined,
  }));

/** What it takes of the account that its template does not show. */
const neededOf = (
  { quotas = [], ssmParameters = [] }: ProductFile,
  evaluate: Evaluate,
): Pick<Product, 'quotas' | 'ssmParameters'> => ({
  quotas: quotas.map(({ check, count, when }) => ({
    check,
    need: (scope) => (when === undefined || evaluate(scope).holds(when) === true ? count : 0),
  })),
  ssmParameters: ssmParameters.map(({ integration, names, secrets = [] }) => ({
    integration: integration === undefined ? undefined : shortText(integration),
    names: names.map((name) => shortText(name, 200)),
    secrets: secrets.map((name) => shortText(name, 200)),
  })),
});

/** What it costs, who sells it, who may look after it, and who helps. */
const aroundOf = ({
  costs = [],
  marketplace,
  managedBy = [],
  support = [],
}: ProductFile): Pick<Product, 'costs' | 'marketplace' | 'managedBy' | 'support'> => ({
  costs: costs.map((cost) => ({ ...cost, source: shortText(cost.source, 300) })),
  marketplace: marketplace?.listing,
  managedBy: managedBy.map((one) => ({ ...one, tool: shortText(one.tool) })),
  support: support.map((line) => shortText(line, 200)),
});

const teamBucketOf = ({ teamBucket }: ProductFile): Product['teamBucket'] =>
  teamBucket === undefined
    ? undefined
    : { label: shortText(teamBucket.label), explain: stripControl(teamBucket.explain) };

const cleanEntries = (entries: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, shortText(text)]));

/** A product file as the functions and data that checks, questions, DNS and commands work with. */
export function compileProduct(file: ProductFile): Product {
  const evaluate = evaluator(file);
  const version = releaseOf(file, evaluate);
  return {
    id: file.id,
    title: shortText(file.title),
    requires: file.requires ?? [],
    enrich: enrichments(file, evaluate),
    ...hostsOf(file, evaluate),
    dns: dnsOf(file, evaluate),
    needsRecords: (file.dns ?? []).length > 0,
    url: addressOf(file, evaluate),
    nextSteps: nextStepsOf(file, evaluate),
    parts: cleanEntries(file.parts),
    keyPrincipals: file.bucketKeys?.roles ?? [],
    keyPolicyParameter: file.bucketKeys?.policyParameter,
    keyPolicyStep: file.bucketKeys?.step === undefined ? undefined : stripControl(file.bucketKeys.step),
    lender: lenderOf(file, evaluate),
    licenseParameter: file.licenseParameter,
    trailBucketParameter: file.trailBucketParameter,
    ownsNotification: ownsNotification(file),
    reusedTopicEvents: file.reusedTopicEvents?.map((event) => shortText(event)),
    version,
    upgrade: (from, to) =>
      upgradeNotes(file, {
        from: version(from),
        to: version({ template: to }),
        has: keysOf(from),
        offers: new Set(to.parameters.keys()),
      }),
    ...signInsOf(file, evaluate),
    rules: rulesOf(file, evaluate),
    teamBucket: teamBucketOf(file),
    remedies: (file.remedies ?? []).map(remedy),
    ...aroundOf(file),
    ...neededOf(file, evaluate),
  };
}
