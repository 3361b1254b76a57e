import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

/** A line of NDJSON: fields differ by type. */
export type EventLine = Readonly<Record<string, unknown>> & { readonly type: string };

interface EventSchema {
  readonly anyOf: readonly { readonly properties: { readonly type: { readonly const: string } } }[];
}
const schema = JSON.parse(readFileSync('templates/schemas/events.schema.json', 'utf8')) as EventSchema;
const validate = new Ajv({ strict: false }).compile<EventLine>(schema);

/** The types that the schema has, in its order. */
export const eventTypes = schema.anyOf.map(({ properties }) => properties.type.const);

const eventLine = (text: string): EventLine => {
  const line: unknown = JSON.parse(text);
  if (validate(line)) return line;
  const type = String((line as { readonly type?: unknown }).type);
  const own = `#/anyOf/${eventTypes.indexOf(type)}/`;
  const faults = validate.errors?.filter(({ schemaPath }) => schemaPath.startsWith(own)) ?? [];
  throw new Error(`the schema of events does not have this ${type}: ${text}\n${JSON.stringify(faults)}`);
};

/**
 * What was written with `--output json`, each line held to the schema in the package; a killed process may leave half of
 * the last one.
 * @throws where one is an event that the schema does not have
 */
export const eventLines = (text: string): readonly EventLine[] =>
  text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{"schema":'))
    .map(eventLine);
