import { noEchoMask } from './parameter.ts';

/** Shorter ones would hide ordinary words; values that short are no secrets. */
const shortest = 4;

const unpadded = (base64: string): string => base64.replace(/=+$/, '');

/** Base64 of a text that holds the secret: what of it does not depend on what stands around, for each of three places. */
const withinBase64 = (secret: string): readonly string[] =>
  [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    return bytes
      .subarray(0, bytes.length - (bytes.length % 3))
      .toString('base64')
      .slice(Math.ceil((before * 4) / 3));
  });

const inHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The forms in which a known secret may be echoed: as it is, and as programs write it into other texts. */
const formsOf = (secret: string): readonly string[] => {
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret);
  const bytes = Buffer.from(secret);
  return [
    secret,
    json,
    JSON.stringify(json).slice(1, -1),
    percent,
    percent.replaceAll('%20', '+'),
    inHtml(secret),
    bytes.toString('hex'),
    unpadded(bytes.toString('base64')),
    bytes.toString('base64url'),
    ...withinBase64(secret).filter((form) => form.length >= 8),
  ];
};

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** Every form of every secret, the longest first; undefined where there is nothing to look for. */
const patternOf = (secrets: readonly string[]): RegExp | undefined => {
  const forms = new Set(secrets.filter((secret) => secret.length >= shortest).flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return longestFirst.length === 0 ? undefined : new RegExp(longestFirst.map(literal).join('|'), 'g');
};

/** Text with `****` in place of the secrets, whatever form they are echoed in. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const pattern = patternOf(secrets);
  return pattern === undefined ? text : text.replace(pattern, noEchoMask);
}

/** On a screen a short secret would be found in ordinary words; nobody keeps anything secret behind so few letters. */
const shortestShown = 6;

/** The beginning of a secret that is left where a text was cut short within it. */
const withoutCutOff = (text: string, secrets: Iterable<string>): string => {
  if (!text.includes('…')) return text;
  let clean = text;
  for (const secret of secrets)
    for (let kept = secret.length - 1; kept >= shortestShown; kept--)
      clean = clean.replaceAll(`${secret.slice(0, kept)}…`, `${noEchoMask}…`);
  return clean;
};

/** The secrets this run has met, kept out of all that it says. */
export class KnownSecrets {
  readonly #secrets = new Set<string>();
  #pattern: RegExp | undefined;

  add(secret: string): void {
    if (secret.length < shortestShown || this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    this.#pattern = patternOf([...this.#secrets]);
  }

  /** The same with `****` where a secret is echoed in one of its texts; its `type` is our own word. */
  masked<T>(data: T): T {
    const pattern = this.#pattern;
    if (pattern === undefined) return data;
    // Texts become texts, and everything else stays what it is.
    return withTexts(data, (text) => withoutCutOff(text.replace(pattern, noEchoMask), this.#secrets)) as T;
  }
}

const withTexts = (data: unknown, change: (text: string) => string): unknown => {
  if (typeof data === 'string') return change(data);
  if (Array.isArray(data)) return data.map((one: unknown) => withTexts(one, change));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, one]: [string, unknown]) => [
      key,
      key === 'type' ? one : withTexts(one, change),
    ]),
  );
};
