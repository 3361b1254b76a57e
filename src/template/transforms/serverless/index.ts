import type { TemplateValue } from '../../../core/template.ts';
import { isMapping, textOf, type Mapping } from '../../document/section.ts';
import { mappingOf, sectionOf, type Expansion } from '../expansion.ts';
import { addApi, addHttpApi, addImplicitApis } from './apis.ts';
import { addConnector, addOwnConnectors } from './connector.ts';
import { addFunction } from './function.ts';
import { withGlobals } from './globals.ts';
import { renamed } from './names.ts';
import { addApplication, addLayerVersion, addSimpleTable, addStateMachine } from './others.ts';
import { invalidResource, mapAt, type Build, type ServerlessResource } from './parts.ts';

const kind = 'AWS::Serverless::';

/** APIs come late: what their paths are is told by the functions that answer them; then connectors between all that. */
const builders: ReadonlyMap<string, (build: Build, resource: ServerlessResource) => void> = new Map([
  ['LayerVersion', addLayerVersion],
  ['SimpleTable', addSimpleTable],
  ['Application', addApplication],
  ['Function', addFunction],
  ['StateMachine', addStateMachine],
  ['Api', addApi],
  ['HttpApi', addHttpApi],
  ['Connector', addConnector],
]);

/** `AWS::Serverless-2016-10-31`: the types that SAM knows become those that CloudFormation does. */
export function expandServerless(root: Mapping, expansion: Expansion): Mapping {
  const section = sectionOf(root, 'Resources');
  const build: Build = { resources: new Map(), names: new Map(), routes: new Map() };
  const own: ServerlessResource[] = [];
  for (const [id, body] of Object.entries(section)) {
    const type = isMapping(body) ? (textOf(body['Type']) ?? '') : '';
    if (!isMapping(body)) continue;
    if (type.startsWith(kind)) own.push(resourceOf(root, id, type, body, expansion));
    else build.resources.set(id, body);
  }
  for (const [name, make] of builders)
    for (const resource of own) if (resource.type === `${kind}${name}`) make(build, resource);
  addImplicitApis(build);
  addOwnConnectors(build, section);
  return named(root, build);
}

const decidedNow = new Set(['AutoPublishAlias', 'CodeUri', 'ContentUri', 'DefinitionUri', 'StageName']);

const resourceOf = (
  root: Mapping,
  id: string,
  type: string,
  body: Mapping,
  { known }: Expansion,
): ServerlessResource => {
  if (!builders.has(type.slice(kind.length)))
    throw invalidResource(id, `Resource type ${type} is not supported in the rehearsal.`);
  const ignored = body['IgnoreGlobals'];
  const properties = withGlobals(sectionOf(root, 'Globals'), type, mapAt(body, 'Properties'), ignored);
  const rest = Object.entries(body).filter(([key]) => !['Type', 'Properties', 'IgnoreGlobals'].includes(key));
  // A name that parameters decide is decided now, because it becomes part of logical ids; a place, because it is read.
  const plain = Object.entries(properties).map(([key, value]): [string, TemplateValue] =>
    decidedNow.has(key) ? [key, known(value) ?? value] : [key, value],
  );
  return { id, type, properties: mappingOf(plain), rest: mappingOf(rest) };
};

const named = (root: Mapping, { resources, names }: Build): Mapping => {
  const sections = Object.entries(root).filter(([name]) => name !== 'Globals');
  const built = { ...mappingOf(sections), Resources: mappingOf(resources) };
  return mappingOf(
    Object.entries(built).map(([name, section]): [string, TemplateValue] => [
      name,
      name === 'Resources' || name === 'Outputs' ? renamed(section, names) : section,
    ]),
  );
};
