import type { Secret } from '../../../account/state.ts';
import { storedParameter } from './parameter-store.ts';
import { recordOf, type Plain, type Properties } from '../values.ts';
import type { World } from '../world.ts';

/** `{{resolve:ssm:/name:1}}`, and what of it is between the colons. */
export interface DynamicReference {
  readonly text: string;
  readonly service: 'ssm' | 'ssm-secure' | 'secretsmanager';
  readonly rest: string;
}

const pattern = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}$]*)\}\}/g;

const withReferences = (text: string, change: (reference: DynamicReference) => string): string =>
  text.replace(pattern, (whole: string, service: string, rest: string) =>
    change({ text: whole, service: service as DynamicReference['service'], rest }),
  );

const mapTexts = (value: Plain, change: (text: string) => string): Plain => {
  if (typeof value === 'string') return value.includes('{{resolve:') ? change(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Plain[]).map((item) => mapTexts(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]));
};

/** Each in it, with the names that lead there. */
export function* dynamicReferences(
  value: Plain,
  path: readonly string[] = [],
): Generator<DynamicReference & { readonly path: readonly string[] }> {
  if (typeof value === 'string') {
    const found: DynamicReference[] = [];
    withReferences(value, (reference) => (found.push(reference), ''));
    for (const reference of found) yield { ...reference, path };
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries<Plain>(value))
    yield* dynamicReferences(item, Array.isArray(value) ? path : [...path, key]);
}

/**
 * What Parameter Store holds in place of its references, as CloudFormation puts it there in every operation. Secure ones
 * stay as they are, and so do those of secrets: these are looked up when their resource is made or changed.
 */
export const withStored = (world: World, region: string, value: Plain): Plain =>
  mapTexts(value, (text) =>
    withReferences(text, (reference) => {
      const stored = reference.service === 'ssm' ? storedParameter(world, region, reference.rest) : undefined;
      return stored?.value ?? reference.text;
    }),
  );

/** Properties as the service is told them; why it is not told at all, where a secret gives no value. */
export function withSecrets(world: World, region: string, properties: Properties): Properties | string {
  try {
    return recordOf(
      mapTexts(properties, (text) =>
        withReferences(text, (reference) =>
          reference.service === 'secretsmanager' ? secretValue(world, region, reference) : reference.text,
        ),
      ),
    );
  } catch (error) {
    if (error instanceof NoSecretValue) return error.message;
    throw error;
  }
}

class NoSecretValue extends Error {}

/** A value that nobody here knows stays the reference that it is. */
const secretValue = (world: World, region: string, { rest, text }: DynamicReference): string => {
  const parts = rest.split(':');
  const length = rest.startsWith('arn:') ? 7 : 1;
  const id = parts.slice(0, length).join(':');
  const [, key = ''] = parts.slice(length);
  if (isNotHeldHere(world, region, id)) return text;
  const secret = secretOf(world, region, id);
  if (secret === undefined) throw notFound(world, 'secret.');
  if (secret.opaque === true) return text;
  if (secret.value === undefined) throw notFound(world, 'secret value for staging label: AWSCURRENT');
  return key === '' ? secret.value : valueAt(secret.value, key);
};

/** Of another account or region, or one that a service keeps for a resource, such as `rds!db-…`. */
const isNotHeldHere = ({ account }: World, region: string, id: string): boolean => {
  const [arn, , service, ownRegion, owner] = id.split(':');
  if (id.includes('!')) return true;
  return arn === 'arn' && (service !== 'secretsmanager' || owner !== account.id || ownRegion !== region);
};

/** An ARN may come without the six characters at its end. */
const secretOf = ({ account }: World, region: string, id: string): Secret | undefined =>
  [...account.secrets.values()].find(
    (secret) =>
      secret.region === region &&
      secret.deletedAt === undefined &&
      [secret.name, secret.arn, secret.arn.replace(/-[^-]{6}$/, '')].includes(id),
  );

const notFound = ({ identifiers }: World, what: string): Error =>
  new NoSecretValue(
    `Secrets Manager can't find the specified ${what} (Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: ${identifiers.uuid()}; Proxy: null)`,
  );

const valueAt = (json: string, key: string): string => {
  const value = recordOf(parsed(json))[key];
  if (value === undefined || value === null)
    throw new NoSecretValue('Could not find a value associated with JSONKey in SecretString');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const parsed = (json: string): Plain => {
  try {
    return JSON.parse(json) as Plain;
  } catch {
    throw new NoSecretValue('Could not parse SecretString JSON');
  }
};

export const isReference = (value: Plain): boolean =>
  typeof value === 'string' && value.includes('{{resolve:');

/** Without what nobody here knows, so that no rule judges it. */
export const knownPart = (value: Properties): Properties => recordOf(known(value));

const known = (value: Plain): Plain => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value))
    return (value as readonly Plain[]).filter((item) => !isReference(item)).map(known);
  const entries = Object.entries(value).filter(([, item]) => !isReference(item));
  return Object.fromEntries(entries.map(([key, item]) => [key, known(item)]));
};
