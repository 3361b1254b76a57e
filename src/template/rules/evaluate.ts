import type { Template, TemplateValue } from '../../core/template.ts';
import { shortText } from '../../core/text.ts';
import { isList, isMapping, textOf } from '../document/section.ts';
import { awsTypeOf } from '../parameters/types.ts';
import { isTag, type RuleFacts, type RuleThing } from './facts.ts';
import { ruleFunctionOf } from './functions.ts';

/** What `Ref` gives for each parameter whose value is known. */
export type RuleValues = ReadonlyMap<string, string | readonly string[]>;

export interface RuleRun {
  readonly template: Template;
  readonly values: RuleValues;
  readonly facts: RuleFacts;
  /** Whose attributes `Fn::ValueOfAll` gathers. */
  readonly allOf: 'account' | 'parameters';
  /** Why something was not known, for people. */
  readonly reasons: Set<string>;
}

/** undefined: not known. */
type Item = string | undefined;
type RuleValue = Item | readonly Item[];
type Truth = boolean | undefined;

/** Whether a rule's expression holds; undefined where what is not known would decide it. */
export function holds(value: TemplateValue, run: RuleRun): Truth {
  const result = evaluate(value, run);
  return result === 'true' ? true : result === 'false' ? false : undefined;
}

const evaluate = (value: TemplateValue, run: RuleRun): RuleValue => {
  if (isList(value)) return value.map((item) => itemOf(evaluate(item, run)));
  if (!isMapping(value)) return textOf(value ?? undefined);
  const call = ruleFunctionOf(value);
  if (call !== undefined) return calculate(call[0], call[1], run);
  run.reasons.add(`${shortText(Object.keys(value)[0] ?? 'an empty mapping', 60)} is no function of rules`);
  return undefined;
};

/** How CloudFormation takes a list where one text belongs is not documented. */
const itemOf = (value: RuleValue): Item => (typeof value === 'string' ? value : undefined);
const listOf = (value: RuleValue): readonly Item[] | undefined =>
  typeof value === 'string' ? undefined : value;

const asText = (truth: Truth): Item => (truth === undefined ? undefined : String(truth));

const calculate = (name: string, argument: TemplateValue, run: RuleRun): RuleValue => {
  const items = isList(argument) ? argument : [argument];
  const texts = items.map((item) => textOf(item) ?? '');
  switch (name) {
    case 'Ref':
      return run.values.get(texts[0] ?? '') ?? run.facts.pseudo.get(texts[0] ?? '');
    case 'Fn::And':
      return asText(all(items.map((item) => holds(item, run))));
    case 'Fn::Or':
      return asText(any(items.map((item) => holds(item, run))));
    case 'Fn::Not':
      return asText(not(holds(items[0] ?? null, run)));
    case 'Fn::RefAll':
      return things(texts[0] ?? '', run)?.map(({ id }) => id);
    case 'Fn::ValueOf':
      return valueOf(texts[0] ?? '', texts[1] ?? '', run);
    case 'Fn::ValueOfAll':
      return valueOfAll(texts[0] ?? '', texts[1] ?? '', run);
    default:
      return asText(compare(name, items, run));
  }
};

const compare = (name: string, items: readonly TemplateValue[], run: RuleRun): Truth => {
  const [left, right] = [evaluate(items[0] ?? null, run), evaluate(items[1] ?? null, run)];
  const list = listOf(left);
  switch (name) {
    case 'Fn::Equals':
      return equal(left, right);
    case 'Fn::Contains':
      return list && contains(list, itemOf(right));
    case 'Fn::EachMemberEquals':
      return list && all(list.map((item) => same(item, itemOf(right))));
    case 'Fn::EachMemberIn': {
      const allowed = listOf(right);
      return allowed && list && all(list.map((item) => contains(allowed, item)));
    }
    default:
      return undefined;
  }
};

const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);
/** What is not known matters only where the rest does not decide. */
const all = (truths: readonly Truth[]): Truth =>
  truths.includes(false) ? false : truths.includes(undefined) ? undefined : true;
const any = (truths: readonly Truth[]): Truth => not(all(truths.map(not)));

const same = (left: Item, right: Item): Truth =>
  left === undefined || right === undefined ? undefined : left === right;
const contains = (list: readonly Item[], wanted: Item): Truth => any(list.map((item) => same(item, wanted)));

const equal = (left: RuleValue, right: RuleValue): Truth => {
  const [items, others] = [listOf(left), listOf(right)];
  if (items === undefined || others === undefined) return same(itemOf(left), itemOf(right));
  if (items.length !== others.length) return false;
  return all(items.map((item, index) => same(item, others[index])));
};

const things = (type: string, { facts, reasons }: RuleRun): readonly RuleThing[] | undefined => {
  const known = facts.things.get(type);
  if (known === undefined)
    reasons.add(facts.unreadable.get(type) ?? `${shortText(type, 80)} cannot be listed here`);
  return known;
};

const attributeOf = (thing: RuleThing | undefined, type: string, attribute: string, run: RuleRun): Item => {
  const value = thing?.attributes.get(attribute);
  if (thing !== undefined && value === undefined)
    run.reasons.add(
      run.facts.unreadable.get(`${type}.${attribute}`) ??
        `${shortText(thing.id, 60)} has no ${shortText(attribute, 80)}`,
    );
  return value;
};

const valueOf = (key: string, attribute: string, run: RuleRun): RuleValue => {
  const type = awsTypeOf(run.template.parameters.get(key)?.type ?? '');
  const named = run.values.get(key);
  if (type === undefined || named === undefined) return undefined;
  const known = things(type, run);
  const read = (id: string): Item =>
    attributeOf(
      known?.find((thing) => thing.id === id),
      type,
      attribute,
      run,
    );
  return typeof named === 'string' ? read(named) : named.map(read);
};

/** A thing without the tag has no value in the list. */
const valueOfAll = (type: string, attribute: string, run: RuleRun): RuleValue => {
  const known = things(type, run);
  if (known === undefined) return undefined;
  const chosen = run.allOf === 'account' ? known : namedThings(type, known, run);
  if (!isTag(attribute)) return chosen.map((thing) => attributeOf(thing, type, attribute, run));
  return chosen.flatMap((thing) =>
    thing === undefined ? [undefined] : (thing.attributes.get(attribute) ?? []),
  );
};

/** The things that parameters of this type name; one that is not there or not known leaves a gap. */
const namedThings = (
  type: string,
  known: readonly RuleThing[],
  { template, values }: RuleRun,
): readonly (RuleThing | undefined)[] =>
  [...template.parameters.values()]
    .filter((parameter) => awsTypeOf(parameter.type) === type)
    .flatMap(({ key }) => {
      const named = values.get(key);
      const ids = named === undefined || typeof named === 'string' ? [named] : named;
      return ids.map((id) => known.find((thing) => thing.id === id));
    });
