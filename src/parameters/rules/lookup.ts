import { InstallError } from '../../core/errors.ts';
import type { Ports } from '../../core/ports.ts';
import type { TemplateParameter } from '../../core/template.ts';
import { itemsOf, readType } from './parameter-type.ts';
import { shortText } from '../../core/text.ts';
import { kindOf } from '../wording.ts';

export type ParameterLookup =
  | { readonly found: true }
  /** Follows the parameter's name in a sentence. `absent` is for those who may see the value. */
  | { readonly found: false; readonly clause: string; readonly absent: string }
  /** Could not be looked up (denied, throttled, no credentials): CloudFormation will judge. */
  | { readonly found: 'unknown'; readonly why: string };

/** Why the account did not answer, to stand in brackets: `needs ec2:DescribeVpcs`. @throws what is no InstallError */
export function whyUnknown(error: unknown): string {
  if (!(error instanceof InstallError)) throw error;
  return error.permission === undefined ? shortText(error.message, 160) : `needs ${error.permission}`;
}

/**
 * Whether an AWS-typed value exists. CloudFormation checks these only after it accepted the stack,
 * so a typing error would otherwise cost a create and a delete.
 */
export async function lookup(
  parameter: TemplateParameter,
  value: string,
  { facts }: Pick<Ports, 'facts'>,
): Promise<ParameterLookup> {
  const type = readType(parameter.type);
  const { aws } = type;
  if (aws === undefined) return { found: true };
  const items = itemsOf(type, value);
  try {
    const exist = await Promise.all(items.map((item) => facts.exists(aws, item)));
    const absent = items.filter((_, index) => exist[index] === false);
    if (absent.length === 0) return { found: true };
    const clause = `there is no such ${kindOf(aws)} in ${facts.region}`;
    return { found: false, clause, absent: items.length === 1 ? '' : shortText(absent.join(', '), 160) };
  } catch (error) {
    return { found: 'unknown', why: whyUnknown(error) };
  }
}
