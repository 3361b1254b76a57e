import type { TemplateValue } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { functions, joined } from './functions.ts';
import { getAttOf, intrinsicOf } from './intrinsic.ts';
import { templateInvalid } from '../errors.ts';
import { lineOf } from '../document/lines.ts';
import { listItems } from '../parameters/types.ts';
import type { PartialValue, EvaluationRun, ScopeFunction } from './scope.ts';
import { noValue, unknown } from './scope.ts';
import type { Mapping } from '../document/section.ts';
import { isList, isMapping, textOf } from '../document/section.ts';
import { isVariableName, subParts } from './sub.ts';

/** Depth first; goes on past an unknown part, so that everything missing is found at once. */
export function resolve(value: TemplateValue, run: EvaluationRun): PartialValue {
  if (isList(value)) return resolveList(value, run);
  if (!isMapping(value)) return value;
  const intrinsic = intrinsicOf(value);
  return intrinsic === undefined ? resolveMapping(value, run) : call(intrinsic[0], intrinsic[1], value, run);
}

const resolveList = (list: readonly TemplateValue[], run: EvaluationRun): PartialValue => {
  const items = list.map((item) => resolve(item, run)).filter((item) => item !== noValue);
  return items.includes(unknown) ? unknown : (items as TemplateValue[]);
};

const resolveMapping = (mapping: Mapping, run: EvaluationRun): PartialValue => {
  const result = Object.create(null) as Record<string, TemplateValue>;
  let complete = true;
  for (const [key, entry] of Object.entries(mapping)) {
    const part = resolve(entry, run);
    if (part === unknown) complete = false;
    else if (part !== noValue) result[key] = part;
  }
  return complete ? result : unknown;
};

const call = (name: string, argument: TemplateValue, owner: Mapping, run: EvaluationRun): PartialValue => {
  const fail = (fault: string): Error =>
    templateInvalid(`${shortText(name)} ${fault}.`, { line: lineOf(owner) });
  switch (name) {
    case 'Ref':
      return ref(textOf(argument) ?? '', run, fail);
    case 'Fn::GetAtt':
      return getAtt(argument, run, fail);
    case 'Fn::If':
      return branch(argument, run, fail);
    case 'Fn::Sub':
      return sub(argument, run, fail);
    default: {
      const own = run.scope.functions?.get(name);
      if (own !== undefined) return callOwn(own, argument, run);
      const work = functions[name];
      if (work === undefined) throw fail('is no function CloudFormation evaluates here');
      const resolved = resolve(argument, run);
      if (resolved === unknown) return unknown;
      return work(resolved === noValue ? null : resolved, { run, fail });
    }
  }
};

/** What it passes over because it is not known yet does not make its result unknown. */
const callOwn = (own: ScopeFunction, argument: TemplateValue, run: EvaluationRun): PartialValue => {
  const waitsFor = new Set<string>();
  const result = own(argument, (value) => {
    const part = resolve(value, { ...run, waitsFor });
    return part === unknown ? undefined : part === noValue ? null : part;
  });
  if (result !== undefined) return result;
  for (const name of waitsFor) run.waitsFor.add(name);
  return unknown;
};

type Fail = (fault: string) => Error;

const ref = (name: string, run: EvaluationRun, fail: Fail): PartialValue => {
  const { scope, waitsFor } = run;
  if (name === 'AWS::NoValue') return noValue;
  const pseudo = scope.pseudo.get(name);
  if (pseudo !== undefined)
    return name === 'AWS::NotificationARNs' ? listItems(pseudo).filter((arn) => arn !== '') : pseudo;
  const given = scope.parameters.get(name);
  if (given !== undefined) return given;
  if (scope.template.resources.has(name)) checkActive(name, run, fail);
  else if (scope.open !== true && !scope.template.parameters.has(name) && !name.startsWith('AWS::'))
    throw fail(`names "${shortText(name)}", but the template has no such parameter or resource`);
  const physical = scope.resources?.ref(name);
  if (physical === undefined) waitsFor.add(name);
  return physical ?? unknown;
};

/** A resource whose condition is false is not there, and CloudFormation then refuses what refers to it. */
const checkActive = (id: string, run: EvaluationRun, fail: Fail): void => {
  const condition = run.scope.template.resources.get(id)?.condition;
  if (condition !== undefined && run.decide(condition, run) === false)
    throw fail(`names resource "${shortText(id)}", which condition ${shortText(condition)} leaves out`);
};

const getAtt = (argument: TemplateValue, run: EvaluationRun, fail: Fail): PartialValue => {
  const target = getAttOf(argument);
  if (target === undefined) throw fail('needs a resource and an attribute');
  const attribute = resolve(target.attribute, run);
  if (attribute === unknown) return unknown;
  const name = typeof attribute === 'symbol' ? undefined : textOf(attribute);
  if (name === undefined) throw fail('needs the name of an attribute');
  return attributeOf(target.id, name, run, fail);
};

const attributeOf = (id: string, name: string, run: EvaluationRun, fail: Fail): PartialValue => {
  if (!run.scope.template.resources.has(id))
    throw fail(`names "${shortText(id)}", but the template has no such resource`);
  checkActive(id, run, fail);
  const value = run.scope.resources?.att(id, name);
  if (value === undefined) run.waitsFor.add(id);
  return value ?? unknown;
};

const branch = (argument: TemplateValue, run: EvaluationRun, fail: Fail): PartialValue => {
  const [condition, yes, no, more] = isList(argument) ? argument : [];
  const name = textOf(condition);
  if (name === undefined || yes === undefined || no === undefined || more !== undefined)
    throw fail('needs the name of a condition and two values');
  const holds = run.decide(name, run);
  if (holds === undefined) return unknown;
  return resolve(holds ? yes : no, run);
};

const sub = (argument: TemplateValue, run: EvaluationRun, fail: Fail): PartialValue => {
  const [template, map] = isList(argument) ? argument : [argument];
  if (typeof template !== 'string' || (map !== undefined && !isMapping(map)))
    throw fail('needs a text, or a list of a text and a mapping of variables');
  // Each once, however often it is named: within one another they would double at every level.
  const found = new Map<string, string | typeof unknown>();
  const valueOf = (name: string): string | typeof unknown => {
    const value = found.get(name) ?? variable(name, map, run, fail);
    found.set(name, value);
    return value;
  };
  const texts = subParts(template).map((part) => ('text' in part ? part.text : valueOf(part.name)));
  const known = texts.filter((text) => text !== unknown);
  return known.length < texts.length ? unknown : joined(known, '', fail);
};

const variable = (
  name: string,
  map: Mapping | undefined,
  run: EvaluationRun,
  fail: Fail,
): string | typeof unknown => {
  if (!isVariableName(name)) throw fail(`holds "\${${shortText(name)}}", which is no name`);
  const own = map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
  const value = own === undefined ? named(name, run, fail) : resolve(own, run);
  if (value === unknown) return unknown;
  const text = value === noValue ? '' : textOf(value);
  if (text === undefined)
    throw fail(`cannot put "${shortText(name)}" into text, because it is a list or a mapping`);
  return text;
};

const named = (name: string, run: EvaluationRun, fail: Fail): PartialValue => {
  const dot = name.indexOf('.');
  return dot === -1 ? ref(name, run, fail) : attributeOf(name.slice(0, dot), name.slice(dot + 1), run, fail);
};
