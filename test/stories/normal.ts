/** What no two runs have in common, or no two machines. */
export interface Setting {
  readonly endpoint: string;
  /** The story's own folder. */
  readonly folder: string;
  /** When operations began, oldest first, milliseconds since 1970. */
  readonly beginnings: readonly number[];
}

/** The same id gets the same number, in the order they are met. */
const numbered = (text: string, pattern: RegExp, name: string): string => {
  const numbers = new Map<string, number>();
  return text.replace(pattern, (id) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return `<${name} ${numbers.get(id)}>`;
  });
};

/**
 * Milliseconds since the operation it belongs to began: when a tool comes to begin one still hangs on real time
 * (`--speed max` leaves a tool that is awake 20 ms), what follows within it does not.
 */
const relative =
  (beginnings: readonly number[]) =>
  (iso: string): string => {
    const at = Date.parse(iso);
    const operation = beginnings.filter((beginning) => beginning <= at).length;
    const since = at - (beginnings[operation - 1] ?? at);
    return operation === 0 ? '<before>' : `<${operation} +${(since / 1000).toFixed(3)}>`;
  };

/** Ids of the scenarios, made of one digit, are names. */
const uuid = /\b(?!(\d)\1{7}-)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const changeSet = /\bquilt-install-(?:create|update|cancel|delete)-[0-9a-z]+-[0-9a-f]{8}\b/g;
const isoTime = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z/g;

export const normal = (text: string, { endpoint, folder, beginnings }: Setting): string => {
  const named = text
    .replaceAll(endpoint === '' ? '\0' : endpoint, '$ENDPOINT')
    .replaceAll(folder, '$DIR')
    .replaceAll(process.cwd(), '$REPO')
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, '$ENDPOINT')
    .replace(isoTime, relative(beginnings));
  return numbered(numbered(named, changeSet, 'change set'), uuid, 'uuid');
};

/** Of NDJSON: when the tool happened to look, and what it says because it looked just then. */
const looked = /"at":"[^"]*",?|(?<="type":"stack".*),"(?:etaSeconds|seconds)":\d+|,"elapsedSeconds":\d+/g;

export const withoutLooks = (ndjson: string): string =>
  ndjson
    .split('\n')
    .filter((line) => !line.includes('"type":"heartbeat"'))
    .map((line) => line.replace(looked, ''))
    .join('\n');

/** How long something took, where it is said of an operation that ended. */
const took = /(?<=\b(?:in|after) |\()(?:\d+h)?(?:\d+m)?\d+[ms]\b/g;

/** The same of lines for people. */
export const withoutBeats = (screen: string): string =>
  screen
    .split('\n')
    .filter((line) => !/^\s+(?:[a-z ]+ · )?(?:\d+% · )?\d+\/\d+ · /.test(line))
    .map((line) => line.replace(/^ {2}\d\d:\d\d:\d\d/, '  <time>').replace(took, '<elapsed>'))
    .join('\n');
