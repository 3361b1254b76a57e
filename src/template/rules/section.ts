import type { TemplateAssertion, TemplateRule, TemplateValue } from '../../core/template.ts';
import type { DocumentPath, Mapping } from '../document/section.ts';
import { at, checkName, isList, isMapping, mappingAt, textAt, wrong } from '../document/section.ts';

const ruleKeys = ['RuleCondition', 'Assertions'];
const assertionKeys = ['Assert', 'AssertDescription'];

/** The section `Rules`. @throws InstallError `template-invalid` where a rule is not written as CloudFormation wants it. */
export function readRules(template: Mapping): ReadonlyMap<string, TemplateRule> {
  const section = mappingAt(at(template, 'Rules', ''));
  return new Map(Object.keys(section).map((name) => [name, readRule(at(section, name, 'Rules'))] as const));
}

const readRule = (place: DocumentPath): TemplateRule => {
  checkName(place);
  const body = mappingAt(place);
  checkKeys(body, ruleKeys, place.path);
  const list = body['Assertions'];
  if (!isList(list) || list.length === 0) throw wrong(place, 'has no list of Assertions');
  return {
    name: place.key,
    condition: body['RuleCondition'],
    assertions: list.map((assertion) => readAssertion(assertion, place)),
  };
};

const readAssertion = (body: TemplateValue, rule: DocumentPath): TemplateAssertion => {
  if (!isMapping(body) || body['Assert'] === undefined) throw wrong(rule, 'has an assertion without Assert');
  checkKeys(body, assertionKeys, rule.path);
  const description = textAt(at(body, 'AssertDescription', rule.path));
  return { assert: body['Assert'], description };
};

const checkKeys = (body: Mapping, known: readonly string[], path: string): void => {
  const stray = Object.keys(body).find((key) => !known.includes(key));
  if (stray !== undefined)
    throw wrong(at(body, stray, path), `is not known there; known are ${known.join(' and ')}`);
};
