import { noEchoMask } from '../core/parameter.ts';

/** Words before `=` or `:` after which a secret comes. */
const secretWords =
  'pass(?:word|wd|phrase)?|pwd|secrets?|secret[-_ ]?(?:access[-_ ]?)?key|client[-_ ]?secret|(?:access|session|security|auth|id|refresh|bearer)?[-_ ]?token|api[-_ ]?key|private[-_ ]?key|license[-_ ]?key|credentials?|authorization|signature';

type RedactionRule = readonly [pattern: RegExp, replacement: string];

/** In this order: blocks before lines, addresses before words. Every pattern reads its text once, left to right. */
const rules: readonly RedactionRule[] = [
  // PEM, with real or escaped line ends; cut-off blocks to their end.
  [/-----BEGIN [A-Z0-9 ]{1,40}-----[^]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g, noEchoMask],
  // JSON Web Tokens.
  [/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, noEchoMask],
  // user:password@ in any URL; the user alone may be a token too.
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'<>?#]{1,500}@/gi, `$1${noEchoMask}@`],
  // Signed URLs: everything that signs, and what names the signer.
  [
    /([?&](?:x-amz-[\w-]+|awsaccesskeyid|signature|sig|se|sv|expires|policy|key-pair-id|token|access_token|code)=)[^&\s"'<>]+/gi,
    `$1${noEchoMask}`,
  ],
  [/\b(Bearer|Basic|Digest|AWS4-HMAC-SHA256)\s+[\w+/=.,:~ -]{8,}/g, `$1 ${noEchoMask}`],
  // name = "value", name: 'value', "name":"value", NAME=value; names may carry a prefix such as DB_ or Okta.
  [
    new RegExp(
      `([\\w.-]{0,60}(?:${secretWords})(?:\\\\{0,3}["'])?\\s{0,4}[:=]\\s{0,4})(\\\\{0,3}["'])(?:(?!\\2)[^\\\\]|\\\\.){1,4000}?\\2`,
      'gi',
    ),
    `$1$2${noEchoMask}$2`,
  ],
  [
    new RegExp(
      `([\\w.-]{0,60}(?:${secretWords})(?:\\\\{0,3}["'])?\\s{0,4}[:=]\\s{0,4})(?!["'\\\\*{\\[])[^\\s,;&"'<>)}\\]]{1,4000}`,
      'gi',
    ),
    `$1${noEchoMask}`,
  ],
  // AWS access key ids, and secret keys by their shape: 40 of base64, not only hexadecimal.
  [/\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}\b/g, noEchoMask],
  [
    /(?<![\w+/=.-])(?=[\w+/]*[A-Z])(?=[\w+/]*[a-z])(?=[\w+/]*[0-9+/])[A-Za-z0-9+/]{40}(?![\w+/=])/g,
    noEchoMask,
  ],
  // Session tokens and other long secrets.
  [/(?<![\w+/])[A-Za-z0-9+/_-]{100,}={0,2}/g, noEchoMask],
  // Tokens that other vendors mark as theirs.
  [
    /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abeprs]-[\w-]{10,}|sk_(?:live|test)_\w{10,}|AIza[\w-]{30,}|glpat-[\w-]{15,}|npm_\w{30,})/g,
    noEchoMask,
  ],
];

/** The forms in which a known secret may be echoed. */
const formsOf = (secret: string): readonly string[] => {
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    ...new Set([
      secret,
      json,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    ]),
  ];
};

/** Shorter ones would hide ordinary words; NoEcho values that short are not secrets. */
const shortest = 4;

/**
 * Text without secrets: those given, in every form they may be echoed in, and everything that is shaped like one.
 * @param secrets values known to be secret, such as NoEcho parameters of this run.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  const known = secrets.filter((secret) => secret.length >= shortest).flatMap(formsOf);
  for (const form of known.sort((a, b) => b.length - a.length)) clean = clean.replaceAll(form, noEchoMask);
  for (const [pattern, replacement] of rules) clean = clean.replace(pattern, replacement);
  return clean;
}

const secretKey = new RegExp(`(?:${secretWords})$`, 'i');

/** The same for data: values under a secret's name go whole, all other strings are redacted as text. */
export function redactData(value: unknown, secrets: readonly string[] = []): unknown {
  if (typeof value === 'string') return redact(value, secrets);
  if (Array.isArray(value)) return value.map((one: unknown) => redactData(one, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]: [string, unknown]) => [
      redact(key, secrets),
      secretKey.test(key) && typeof one === 'string' && one !== '' ? noEchoMask : redactData(one, secrets),
    ]),
  );
}
