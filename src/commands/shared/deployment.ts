import type { Target } from '../../core/check.ts';
import type { Stack } from '../../core/stack.ts';
import { estimateSeconds } from '../../template/index.ts';
import type { Opened } from './context.ts';
import { readTemplate, type TemplateInHand } from './template.ts';

/** What is about to be done, and to what: the ground that checks, parameters and plan share. */
export interface Survey {
  readonly opened: Opened;
  readonly stack: Stack | undefined;
  readonly inHand: TemplateInHand | undefined;
  readonly target: Target;
}

/** A template that cannot be read is a failed check, not the end: the other checks still have something to say. */
const reading = async (opened: Opened): Promise<{ inHand?: TemplateInHand; error?: Error }> => {
  try {
    const inHand = await readTemplate(opened);
    return inHand === undefined ? {} : { inHand };
  } catch (error) {
    if (error instanceof Error && !opened.connection.signal.aborted) return { error };
    throw error;
  }
};

const estimate = ({ template }: TemplateInHand, kind: Target['kind']): number =>
  estimateSeconds(template, [...template.resources.values()], kind);

/** @param kind what the command is for; preflight judges an existing stack as an update. */
export async function survey(
  opened: Opened,
  kind: Target['kind'],
  stack: Stack | undefined,
): Promise<Survey> {
  const { session, answers, connection } = opened;
  const { inHand, error } = await reading(opened);
  const buckets = session.options.bucket.length > 0 ? session.options.bucket : (answers?.buckets ?? []);
  const roleArn = session.options.roleArn ?? answers?.roleArn ?? stack?.roleArn;
  const templateBucket = session.options.templateBucket ?? answers?.template?.bucket;
  const target: Target = {
    kind,
    region: connection.region,
    stackName: opened.stackName,
    buckets,
    product: opened.product,
    confirmed: session.options.confirm === opened.stackName,
    ...(opened.expectAccount === undefined ? {} : { expectAccount: opened.expectAccount }),
    ...(inHand === undefined
      ? {}
      : {
          template: inHand.template,
          templateSource: inHand.shownSource,
          estimatedSeconds: estimate(inHand, kind),
        }),
    ...(error === undefined ? {} : { templateError: error }),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(templateBucket === undefined ? {} : { templateBucket }),
  };
  return { opened, stack, inHand, target };
}
