import { ServiceError } from '../service.ts';
import { bodyText, type WireRequest } from './wire.ts';

/** `A.member.1.B=x` as a tree; maps, so that no key can reach a prototype. */
export interface FormNode {
  text?: string;
  readonly children: Map<string, FormNode>;
}

/** The largest call that makes sense here, a change set with all its parameters and tags, has about 1,500. */
const maxNodes = 20_000;
const maxDepth = 40;

const malformed = (why: string): ServiceError => new ServiceError('MalformedQueryString', why);
const tooMany = (): ServiceError => malformed('The request has too many parameters');

const ampersands = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) count += 1;
  return count;
};

/**
 * The parameters of a Query call: its body, or the query string of a GET.
 * @throws ServiceError MalformedQueryString; counted before they are read, as reading them is what costs
 */
export function formOf(request: WireRequest): URLSearchParams {
  if (request.body.length === 0) return request.query;
  const text = bodyText(request.body);
  if (ampersands(text) >= maxNodes) throw tooMany();
  return new URLSearchParams(text);
}

/** @throws ServiceError MalformedQueryString for what is nested too deeply or has too many parts */
export function treeOf(form: URLSearchParams): FormNode {
  const root: FormNode = { children: new Map() };
  let nodes = 0;
  const grow = (parent: FormNode, step: string): FormNode => {
    if ((nodes += 1) > maxNodes) throw tooMany();
    const child: FormNode = { children: new Map() };
    parent.children.set(step, child);
    return child;
  };
  for (const [key, value] of form) {
    const steps = key.split('.');
    if (steps.length > maxDepth) throw malformed('A parameter is nested too deeply');
    let node = root;
    for (const step of steps) node = node.children.get(step) ?? grow(node, step);
    node.text = value;
  }
  return root;
}
