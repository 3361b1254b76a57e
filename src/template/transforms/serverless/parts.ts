import { createHash } from 'node:crypto';
import type { TemplateValue } from '../../../core/template.ts';
import type { Mapping } from '../../document/section.ts';
import { isList, isMapping, textOf } from '../../document/section.ts';
import { transformFailed } from '../../errors.ts';
import { serverless } from '../declared.ts';
import { mappingOf } from '../expansion.ts';

/** One resource of the serverless kind, its globals laid under it. */
export interface ServerlessResource {
  readonly id: string;
  readonly type: string;
  readonly properties: Mapping;
  /** Condition, DependsOn, policies and metadata. */
  readonly rest: Mapping;
}

/** What the serverless resources become, and what has to be known of one when another is made. */
export interface Build {
  readonly resources: Map<string, Mapping>;
  /** `Function.Version`, `Layer`: names that the template uses and what they stand for. */
  readonly names: Map<string, string>;
  /** Routes by the logical id of their API. */
  readonly routes: Map<string, ApiRoute[]>;
}

export interface ApiRoute {
  readonly path: string;
  readonly method: string;
  readonly functionId: string;
  readonly condition?: string;
}

export const ref = (id: string): Mapping => ({ Ref: id });
export const attribute = (id: string, name: string): Mapping => ({ 'Fn::GetAtt': [id, name] });
export const sub = (text: string): Mapping => ({ 'Fn::Sub': text });

/** The first ten digits of a hash, which SAM ends an id with that must change with its content. */
export const hash = (value: TemplateValue): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 10);

export function picked(from: Mapping, names: readonly string[]): Mapping {
  const entries = names.flatMap((name) => {
    const value = from[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return mappingOf(entries);
}

/** Without the fields that are undefined. */
export function present(fields: Readonly<Record<string, TemplateValue | undefined>>): Mapping {
  return mappingOf(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

export function listOf(value: TemplateValue | undefined): readonly TemplateValue[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

export function mapAt(owner: Mapping, key: string): Mapping {
  const value = owner[key];
  return isMapping(value) ? value : {};
}

/** `{Key: value}` as AWS's resources take it, with the mark that SAM leaves. */
export const tagList = (tags: Mapping, mark: string): readonly TemplateValue[] => [
  { Key: mark, Value: 'SAM' },
  ...Object.entries(tags).map(([Key, Value]): TemplateValue => ({ Key, Value })),
];

/** Adds one, under the condition of the resource it belongs to. */
export function add(build: Build, id: string, owner: Mapping, body: Mapping): void {
  build.resources.set(id, { ...body, ...picked(owner, ['Condition']) });
}

/** `s3://bucket/key` or its parts, as Lambda, API Gateway and Step Functions want it. */
export function s3Parts(
  value: TemplateValue | undefined,
  names: readonly [string, string, string],
): Mapping | undefined {
  const text = textOf(value);
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(text ?? '') ?? [];
  const [bucketName, keyName, versionName] = names;
  if (bucket !== undefined && key !== undefined) return { [bucketName]: bucket, [keyName]: key };
  if (!isMapping(value) || value['Bucket'] === undefined) return undefined;
  return present({ [bucketName]: value['Bucket'], [keyName]: value['Key'], [versionName]: value['Version'] });
}

/** `Ref` or `Fn::…`: a value that is worked out later. */
export const isFunction = (value: TemplateValue | undefined): boolean =>
  isMapping(value) && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));

export const notAnS3Uri = (id: string, property: string): Error =>
  invalidResource(
    id,
    `'${property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.`,
  );

export const invalidResource = (id: string, fault: string): Error =>
  transformFailed(
    serverless,
    `Invalid Serverless Application Specification document. Number of errors found: 1. Resource with id [${id}] is invalid. ${fault}`,
  );
