import type { Product } from '../../../core/product.ts';
import type { RootCause } from '../../../core/stack.ts';
import { commandOn } from '../../../products/index.ts';
import { parseReason } from '../reason.ts';
import { nameRemedies } from './names.ts';
import { networkRemedies } from './network.ts';
import { parameterRemedies } from './parameters.ts';
import { permissionRemedies } from './permissions.ts';
import { again, type FailureContext, type Remedy } from './remedy.ts';
import { serviceRemedies } from './services.ts';
import { storageRemedies } from './storage.ts';

/** Told by words first: handlers use one code for very different faults. The first that fits counts. */
export const remedies: readonly Remedy[] = [
  ...permissionRemedies,
  ...storageRemedies,
  ...networkRemedies,
  ...serviceRemedies,
  ...nameRemedies,
  ...parameterRemedies,
];

/** Where the words are unknown, the handler's code still tells the kind. */
const byCode: Readonly<Record<string, Pick<Remedy, 'meaning' | 'remedy' | 'check'>>> = {
  AccessDenied: {
    meaning: (failure) => `the deployer lacks a permission that ${failure.part} needs`,
    remedy: (failure) =>
      `${commandOn('diagnose', failure.stackName)} looks up the denied call; quilt-install preflight --print-policy prints all that is needed.`,
    check: 'iam.permissions',
  },
  AlreadyExists: {
    meaning: (failure) => `something of the same name as ${failure.part} exists outside this stack`,
    remedy: (failure) =>
      `If it is a leftover, delete it; otherwise choose another stack name; ${again(failure)}.`,
    check: 'stack.name',
  },
  ServiceLimitExceeded: {
    meaning: (failure) => `a quota of the account leaves no room for ${failure.part}`,
    remedy: (failure) => `Have it raised in Service Quotas or remove what is unused, ${again(failure)}.`,
  },
  NotFound: {
    meaning: (failure) =>
      `something that ${failure.part} refers to is not there: a wrong parameter, or it was deleted by hand`,
    remedy: () => 'Correct the parameter that names it, or put it back, and run the command again.',
  },
  NotStabilized: {
    meaning: (failure) => `${failure.part} was made but did not become ready in the time AWS gives it`,
    remedy: (failure) =>
      `The service’s own console says what it waits for; ${again(failure).replace(/^then /, '')}.`,
  },
  InvalidRequest: {
    meaning: (failure) =>
      `AWS does not accept a setting of ${failure.part}; most often it comes from a parameter`,
    remedy: () => 'Compare the parameters that feed it with their descriptions and run the command again.',
  },
};

const partOf = (cause: RootCause, product: Pick<Product, 'parts'> | undefined): string => {
  const name = Object.entries(product?.parts ?? {}).find(([id]) => id === cause.logicalId)?.[1];
  return name === undefined ? cause.logicalId : `the ${name}`;
};

/** The cause with what it means for this product and what to do now; unchanged where nothing is known about it. */
export function explain(
  cause: RootCause,
  context: {
    readonly stackName: string;
    readonly product?: Pick<Product, 'parts' | 'remedies'>;
  },
): RootCause {
  const { text, handlerCode = cause.handlerCode } = parseReason(cause.reason);
  const failure: FailureContext = {
    logicalId: cause.logicalId,
    resourceType: cause.resourceType,
    text,
    stackName: context.stackName,
    part: partOf(cause, context.product),
    handlerCode,
  };
  // What a product is known for is closer to the cause than what is known of AWS.
  const own = context.product?.remedies.find(({ matches }) => matches(text));
  if (own !== undefined) return { ...cause, meaning: own.meaning, remedy: own.remedy };
  const known = remedies.find((row) => (row.type?.test(cause.resourceType) ?? true) && row.match.test(text));
  const row = known ?? byCode[handlerCode ?? ''];
  if (row === undefined) return cause;
  const groups = known === undefined ? [] : [...(known.match.exec(text) ?? [])].slice(1);
  return {
    ...cause,
    meaning: row.meaning(failure, groups),
    remedy: row.remedy(failure, groups),
    docs: row.check === undefined ? undefined : `quilt-install help ${row.check}`,
  };
}
