import { textOf } from '../../../document/section.ts';
import { mapAt, sub } from '../parts.ts';
import { permit, type ServerlessEvent } from './event.ts';

export const implicitApi = 'ServerlessRestApi';
export const implicitHttpApi = 'ServerlessHttpApi';

/** A path of a REST or HTTP API that calls the function; without an API of its own it goes to the implicit one. */
export function addRoute(event: ServerlessEvent, kind: 'Api' | 'HttpApi'): void {
  const { build, owner, properties, rest } = event;
  const given = properties[kind === 'Api' ? 'RestApiId' : 'ApiId'];
  const own = textOf(given) ?? textOf(mapAt(properties, kind === 'Api' ? 'RestApiId' : 'ApiId')['Ref']);
  const api = own ?? (kind === 'Api' ? implicitApi : implicitHttpApi);
  const path = textOf(properties['Path']) ?? '$default';
  const method = (textOf(properties['Method']) ?? 'ANY').toLowerCase();
  const condition = textOf(rest['Condition']);
  const routes = build.routes.get(api) ?? [];
  build.routes.set(api, [...routes, { path, method, functionId: owner, condition }]);
  const verb = method === 'any' || method === 'x-amazon-apigateway-any-method' ? '*' : method.toUpperCase();
  const place = path.replace(/\{[^}]*\}/g, '*');
  const source = sub(
    `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${api}}/*/${kind === 'Api' ? verb : '*'}${place.startsWith('/') ? place : `/${place}`}`,
  );
  permit(
    event,
    'apigateway.amazonaws.com',
    { SourceArn: source },
    kind === 'Api' && own === undefined ? 'Prod' : '',
  );
}
