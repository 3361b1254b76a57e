import type { DnsRecord } from '../../core/dns.ts';

/** A string as HCL reads it: no template (`${…}`, `%{…}`) is begun by what a name holds. */
export const quoted = (value: string): string =>
  JSON.stringify(value)
    .replace(/\\([bf])/g, (_, letter: string) => (letter === 'b' ? '\\u0008' : '\\u000c'))
    // Line separators to some readers, though not to HCL: spelled out, they end no line anywhere.
    .replace(/[\u2028\u2029]/g, (separator) => `\\u${separator.charCodeAt(0).toString(16)}`)
    .replace(/([$%])\{/g, (_, sign: string) => `${sign}${sign}{`);

const labelOf = (name: string): string => {
  const label = name
    .toLowerCase()
    .replace(/^\*\./, 'wildcard_')
    .replace(/[^a-z0-9_]/g, '_');
  return /^[a-z_]/.test(label) ? label : `_${label}`;
};

/** Labels of resources, one for each record: two names may come to the same (`a-b`, `a.b`), and one has two types. */
export const labels = (records: readonly DnsRecord[]): readonly string[] => {
  const taken = new Set<string>();
  return records.map(({ name, type }) => {
    const label = type === 'AAAA' ? `${labelOf(name)}_aaaa` : labelOf(name);
    let free = label;
    for (let times = 2; taken.has(free); times += 1) free = `${label}_${times}`;
    taken.add(free);
    return free;
  });
};

/** A provider by its major version: the next one may name arguments otherwise. */
export const providerBlock = (name: string, source: string, version: string): string =>
  [
    'terraform {',
    '  required_providers {',
    `    ${name} = {`,
    `      source  = ${quoted(source)}`,
    `      version = ${quoted(version)}`,
    '    }',
    '  }',
    '}',
    '',
  ].join('\n');

export const variableBlock = (name: string, description: string): string =>
  [
    `variable ${quoted(name)} {`,
    '  type        = string',
    `  description = ${quoted(description)}`,
    '}',
    '',
  ].join('\n');
