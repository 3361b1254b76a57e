import { noEchoMask } from '../../core/parameter.ts';
import { nameEnd, secretName } from './names.ts';

type RedactionRule = readonly [pattern: RegExp, replacement: string];

const rule = (pattern: string, replacement: string): RedactionRule => [
  new RegExp(pattern, 'gi'),
  replacement,
];

/** Quotes as they are, or escaped in JSON, also twice. */
const quote = `\\\\{0,3}["']`;
/** In quotes; group `q`. */
const quoted = `(?<q>${quote})(?:(?!\\k<q>)[^\\\\]|\\\\.){1,4000}?\\k<q>`;
const bare = `(?!["'\\\\*{\\[])[^\\s,;&"'<>)}\\]]{1,4000}`;
const equals = `(?:${quote})?\\s{0,4}(?:=>|:=|->|[:=]|%3[AD])`;
/** On the same line, or on the next one where that is no key of its own. */
const space = `(?:\\s{0,4}|[ \\t]{0,4}\\r?\\n[ \\t]{1,12}(?![\\w-]{1,60}:\\s))`;
const named = `(?<before>${nameEnd}${equals}${space})`;

/** `name: "value"`, `NAME=value`, `:name => 'value'`. */
const assignments: readonly RedactionRule[] = [
  rule(
    `(?<before>${nameEnd}(?:${quote})?:[ \\t]{0,4})[|>][-+\\d]{0,2}[ \\t]{0,4}\\r?\\n(?:[ \\t]{1,40}[^\\n]{0,4000}(?:\\n|$)){1,50}`,
    `$<before>${noEchoMask}\n`,
  ),
  rule(`${named}${quoted}`, `$<before>$<q>${noEchoMask}$<q>`),
  rule(
    `${named}(?<q>&quot;|&#39;|&#x27;|&apos;)(?:(?!\\k<q>).){1,4000}?\\k<q>`,
    `$<before>$<q>${noEchoMask}$<q>`,
  ),
  rule(`${named}${bare}`, `$<before>${noEchoMask}`),
];

const nameKey = `(?:${quote})?(?:parameter)?(?:name|key)${equals}\\s{0,4}(?:${quote})?`;
const valueKey = `(?:${quote})?(?:parameter)?value${equals}\\s{0,4}`;
const nameThenValue = `(?<before>${nameKey}${secretName}(?:${quote})?,?\\s{0,40}${valueKey})`;
const thenName = `(?<after>,?\\s{0,40}${nameKey}${secretName}(?![\\w.-]))`;

/** `{"name": "DB_PASSWORD", "value": "…"}` and the like: environments, parameters, tags; `['password', '…']`. */
const pairs: readonly RedactionRule[] = [
  rule(`${nameThenValue}${quoted}`, `$<before>$<q>${noEchoMask}$<q>`),
  rule(`${nameThenValue}${bare}`, `$<before>${noEchoMask}`),
  rule(`(?<before>${valueKey})${quoted}${thenName}`, `$<before>$<q>${noEchoMask}$<q>$<after>`),
  rule(`(?<before>${valueKey})${bare}${thenName}`, `$<before>${noEchoMask}$<after>`),
  rule(
    `(?<before>(?<n>${quote})${secretName}\\k<n>\\s{0,4},\\s{0,4})${quoted}`,
    `$<before>$<q>${noEchoMask}$<q>`,
  ),
];

/** Where programs and protocols have places for them. */
const places: readonly RedactionRule[] = [
  rule(`(?<before>\\b(?:set-)?cookie${equals}\\s{0,4})${quoted}`, `$<before>$<q>${noEchoMask}$<q>`),
  rule(`(?<before>\\b(?:set-)?cookie${equals}\\s{0,4})[^\\r\\n"']{1,4000}`, `$<before>${noEchoMask}`),
  rule(
    `(?<before>--?${secretName}(?:[\\s=]{1,4}|${quote}\\s{0,4},?\\s{0,4}))${quoted}`,
    `$<before>$<q>${noEchoMask}$<q>`,
  ),
  rule(`(?<before>--${secretName}[\\s=]{1,4})[^\\s"',-][^\\s"',]{0,4000}`, `$<before>${noEchoMask}`),
  rule(
    `(?<before>(?:\\s-u\\s{0,2}|--user[\\s=]{1,2})["']?[^\\s:"']{1,100}:)[^\\s"']{1,400}`,
    `$<before>${noEchoMask}`,
  ),
  rule(
    `(?<before>\\b(?:mysql|mariadb)\\w{0,20}\\b[^\\n]{0,200}?\\s-p)[^\\s"']{1,200}`,
    `$<before>${noEchoMask}`,
  ),
  rule(
    `(?<before><(?<tag>${secretName})(?:\\s[^<>]{0,200})?>)[^<]{1,4000}(?=</\\k<tag>>)`,
    `$<before>${noEchoMask}`,
  ),
  // AWS's validation repeats what it was sent.
  rule(`(?<before>\\bvalue ')[^]{1,4000}?(?<after>' at '${secretName}')`, `$<before>${noEchoMask}$<after>`),
  rule(
    `(?<before>(?:\\bidentified\\s{1,4}(?:with\\s{1,4}\\S{1,60}\\s{1,4})?by|${nameEnd}(?:\\s{1,4}(?:is|was))?)\\s{1,4})${quoted}`,
    `$<before>$<q>${noEchoMask}$<q>`,
  ),
  rule(`(?<before>${nameEnd}\\s(?:is|was)\\s)(?=\\S{0,100}\\d)[^\\s,;"']{4,400}`, `$<before>${noEchoMask}`),
  rule(`(?<before>\\blogin\\s{1,4}\\S{1,200}\\s{1,4}password\\s{1,4})\\S{1,400}`, `$<before>${noEchoMask}`),
  rule(`(?<before>"auth"\\s{0,4}:\\s{0,4}")[\\w+/=-]{8,}`, `$<before>${noEchoMask}`),
];

/** What is before the `@` of an address. */
const addresses: readonly RedactionRule[] = [
  // The user alone may be a token too.
  rule(`\\b(?<before>[a-z][a-z0-9+.-]{1,20}://)[^\\s/@"'<>?#]{1,500}@`, `$<before>${noEchoMask}@`),
  // A slash in the password; after a host there would be a port.
  rule(
    `\\b(?<before>[a-z][a-z0-9+.-]{1,20}://[^\\s/:@"'<>?#]{0,200}:)(?!\\d{1,5}/)[^\\s@"'<>]{1,300}@`,
    `$<before>${noEchoMask}@`,
  ),
  rule(
    `(?<before>(?:^|[\\s"'=(,])[\\w.%+-]{1,60}:)[^\\s/@"'<>]{1,200}@(?=[a-z]{2,8}\\(|[\\w.-]{1,200}:\\d{2,5}\\b)`,
    `$<before>${noEchoMask}@`,
  ),
  // Signed URLs: everything that signs, and what names the signer.
  rule(
    `(?<before>[?&](?:x-amz-[\\w-]+|awsaccesskeyid|signature|sig|se|sv|expires|policy|key-pair-id|token|access_token|code)=)[^&\\s"'<>]+`,
    `$<before>${noEchoMask}`,
  ),
];

/** Told by their own shape. */
const shapes: readonly RedactionRule[] = [
  // AWS access key ids, and secret keys: 40 of base64, not only hexadecimal.
  [/\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}\b/g, noEchoMask],
  [
    /(?<![\w+/=.-])(?=[\w+/]*[A-Z])(?=[\w+/]*[a-z])(?=[\w+/]*[0-9+/])[A-Za-z0-9+/]{40}(?![\w+/=])/g,
    noEchoMask,
  ],
  // Session tokens and other long secrets.
  [/(?<![\w+/])[A-Za-z0-9+/_-]{100,}={0,2}/g, noEchoMask],
  // Tokens that other vendors mark as theirs.
  [
    /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abeprs]-[\w-]{10,}|sk_(?:live|test)_\w{10,}|sk-[\w-]{20,}|SG\.[\w-]{16,}\.[\w-]{16,}|ya29\.[\w-]{20,}|AIza[\w-]{30,}|glpat-[\w-]{15,}|npm_\w{30,}|hf_\w{30,}|shp(?:at|ss)_\w{20,}|pypi-[\w-]{20,}|AGE-SECRET-KEY-1\w{20,})/g,
    noEchoMask,
  ],
  [/(\bhooks\.slack\.com\/services\/)[\w/]{10,}/g, `$1${noEchoMask}`],
];

/** In this order: blocks before lines, addresses before words. Every pattern reads its text once, left to right. */
export const rules: readonly RedactionRule[] = [
  // PEM, with real or escaped line ends; cut-off blocks to their end.
  [/-----BEGIN [A-Z0-9 ]{1,40}-----[^]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g, noEchoMask],
  // JSON Web Tokens.
  [/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, noEchoMask],
  ...addresses,
  [/\b(Bearer|Basic|Digest|AWS4-HMAC-SHA256)\s+[\w+/=.,:~ -]{8,}/g, `$1 ${noEchoMask}`],
  ...pairs,
  ...assignments,
  ...places,
  ...shapes,
];
