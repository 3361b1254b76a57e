import { InstallError } from '../../core/errors.ts';
import type { ParameterKey, Value } from '../../core/parameter.ts';
import type { Ports } from '../../core/ports.ts';
import type { Product } from '../../core/product.ts';
import type { Stack } from '../../core/stack.ts';
import type { Template, TemplateParameter } from '../../core/template.ts';
import { enrichmentOf, cleanInput } from '../enrichment.ts';
import { referenceInvalid } from '../errors.ts';
import { generate, secretName } from '../references/generate.ts';
import type { GivenValue } from './given.ts';
import { resolveReference, type ResolvedReference } from '../references/resolve.ts';

/** What became of one written value. */
export type ExplicitResult =
  | {
      readonly kind: 'value';
      readonly value: Value;
      readonly given: GivenValue;
      /** How an answers file should name it: for secrets, where it is found. */
      readonly reference?: string;
      /** A NoEcho value that stood there in clear text. */
      readonly clear?: boolean;
      /** Set where what was pasted was fixed, to the text as written. */
      readonly originalText?: string;
      /** Made now and not yet kept. */
      readonly secretName?: string;
    }
  | { readonly kind: 'ask'; readonly key: ParameterKey }
  /** Nothing to say: the running stack's value stands. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'fault'; readonly fault: InstallError };

export interface ExplicitRequest {
  readonly template: Template;
  readonly product: Product;
  readonly stackName: string;
  readonly stack: Stack | undefined;
  readonly folder: string | undefined;
}

export type ExplicitPorts = Pick<Ports, 'env' | 'files' | 'secrets'>;

const generatedValue = async (
  parameter: TemplateParameter,
  given: GivenValue,
  request: ExplicitRequest,
  { secrets }: ExplicitPorts,
): Promise<ExplicitResult> => {
  const { key } = parameter;
  // A value the running stack has is never rotated.
  if (request.stack?.parameters.has(key)) return { kind: 'keep' };
  const name = secretName(request.stackName, key);
  // Whoever may not read secrets may still make one; `makeSecrets` says so if not.
  const kept = await secrets.secret(name).catch(() => undefined);
  const text = kept ?? generate(parameter, enrichmentOf(request.product, key));
  if (text === undefined)
    throw referenceInvalid(
      key,
      '@generate',
      'found no value that fits the rules of the template and is hard to guess',
      `Make one yourself and give it by @secretsmanager:ID, @env:NAME or @file:PATH.`,
    );
  return {
    kind: 'value',
    given,
    value: { key, value: text, source: 'generated', secret: true },
    reference: '@generate',
    secretName: kept === undefined ? name : undefined,
  };
};

const asReference = (key: ParameterKey, { source, text }: GivenValue, literal: boolean): string => {
  if (!literal) return text;
  return source === 'env' ? `@env:QUILT_INSTALL_PARAM_${key}` : '@prompt';
};

const textValue = (
  parameter: TemplateParameter,
  given: GivenValue,
  resolved: ResolvedReference & { kind: 'text' },
  product: Product,
): ExplicitResult => {
  const { key, noEcho } = parameter;
  const secret = noEcho || resolved.referenced;
  const text = cleanInput(product, parameter, resolved.text);
  const clear = noEcho && !resolved.referenced && text !== '';
  return {
    kind: 'value',
    given,
    value: { key, value: text, source: given.source, secret },
    reference: secret && text !== '' ? asReference(key, given, !resolved.referenced) : undefined,
    clear,
    originalText: text === resolved.text || secret ? undefined : resolved.text,
  };
};

const resolveGiven = async (
  parameter: TemplateParameter,
  given: GivenValue,
  request: ExplicitRequest,
  ports: ExplicitPorts,
): Promise<ExplicitResult> => {
  const resolved = await resolveReference(parameter.key, given, request.folder, ports);
  switch (resolved.kind) {
    case 'text':
      return textValue(parameter, given, resolved, request.product);
    case 'generate':
      return generatedValue(parameter, given, request, ports);
    case 'ask':
      // A saved answers file says `@prompt` for what was typed; a stack that has it need not be told again.
      return given.source === 'file' && request.stack?.parameters.has(parameter.key)
        ? { kind: 'keep' }
        : { kind: 'ask', key: parameter.key };
  }
};

/** Resolves everything written down, all at once; reads only. */
export const resolveExplicit = (
  given: ReadonlyMap<ParameterKey, GivenValue>,
  request: ExplicitRequest,
  ports: ExplicitPorts,
): Promise<readonly ExplicitResult[]> =>
  Promise.all(
    [...given].flatMap(([key, one]) => {
      const parameter = request.template.parameters.get(key);
      if (parameter === undefined) return [];
      return resolveGiven(parameter, one, request, ports).catch((fault: unknown): ExplicitResult => {
        if (fault instanceof InstallError) return { kind: 'fault', fault };
        throw fault;
      });
    }),
  );
