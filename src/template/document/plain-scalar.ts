/**
 * What an unquoted YAML scalar means to CloudFormation, which reads YAML 1.1: `Yes` is a boolean, `0777` is 511,
 * `12:30:00` counts seconds, while `012345678901` (8 and 9 are no octal digits) and dates stay text.
 * Source: YAML 1.1 type repository; CloudFormation's list of unsupported YAML features (timestamps stay strings).
 */
const truthy = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const falsy = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const nothing = /^(?:~|null|Null|NULL|)$/;
const integer =
  /^[-+]?(?:0b[01_]*[01][01_]*|0x[0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*|0[0-7_]*[0-7][0-7_]*|0|[1-9][0-9_]*)$/;
const sexagesimal = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/;
const float =
  /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?)$/;

/** Longer digits are no number anybody means, and would take minutes to add up. */
const longestNumber = 64;

export function plainScalar(source: string): null | boolean | number | string {
  if (source.length > longestNumber) return source;
  if (nothing.test(source)) return null;
  if (truthy.test(source)) return true;
  if (falsy.test(source)) return false;
  if (integer.test(source)) return integerValue(source);
  if (sexagesimal.test(source)) return sexagesimalValue(source);
  return float.test(source) ? floatValue(source) : source;
}

const split = (source: string): { negative: boolean; digits: string } => ({
  negative: source.startsWith('-'),
  digits: source.replace(/^[-+]/, '').replaceAll('_', ''),
});

/** A JavaScript number would round a 20-digit integer; its decimal text is what CloudFormation goes on with. */
const exact = (value: bigint): number | string =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value.toString();

const integerValue = (source: string): number | string => {
  const { negative, digits } = split(source);
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return exact(negative ? -value : value);
};

const sexagesimalValue = (source: string): number | string => {
  const { negative, digits } = split(source);
  const value = digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n);
  return exact(negative ? -value : value);
};

const floatValue = (source: string): number | string => {
  const { negative, digits } = split(source);
  const value = Number(digits) * (negative ? -1 : 1);
  if (!Number.isFinite(value)) return source;
  const text = doubleText(value);
  return String(value) === text ? value : text;
};

/** Java's text of a double: `8.0` keeps its fraction, which `EngineVersion: 8.0` depends on; `3.10` becomes `3.1`. */
const doubleText = (value: number): string => {
  const size = Math.abs(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (size >= 1e-3 && size < 1e7) {
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
};
