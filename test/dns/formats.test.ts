import { parse } from '@cdktn/hcl2json';
import fc from 'fast-check';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { DnsRecord } from '../../src/core/dns.ts';
import { flags } from '../../src/core/flags/index.ts';
import { formatRecords } from '../../src/dns/index.ts';

const aliasRecord: DnsRecord = {
  name: 'quilt.example.com',
  type: 'A',
  alias: true,
  target: 'lb-1.us-east-1.elb.amazonaws.com',
  zoneId: 'Z1',
  aliasZoneId: 'ZLB',
};
const cname: DnsRecord = {
  name: 'x.example.com',
  type: 'CNAME',
  alias: false,
  target: 'lb.example.net',
  ttl: 300,
};

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc.constantFrom(
    '${file("/etc/passwd")}',
    '%{for}',
    '"; rm -rf',
    "a'b",
    '=1+1',
    '@x',
    'a\r\nb',
    '; comment',
    '\u001B[2J',
    '*.x.y',
    '\\',
  ),
);
const anyRecord: fc.Arbitrary<DnsRecord> = fc.oneof(
  fc.record({
    name: hostile,
    type: fc.constant('CNAME' as const),
    alias: fc.constant(false),
    target: hostile,
    ttl: fc.nat(86_400),
  }),
  fc.record({
    name: hostile,
    type: fc.constant('A' as const),
    alias: fc.constant(true),
    target: hostile,
    zoneId: hostile,
    aliasZoneId: hostile,
  }),
);
const parseHcl = (text: string): Promise<Record<string, unknown>> => parse('records.tf', text);

const anyRecords = fc.array(anyRecord, { maxLength: 5 });

const unzone = (name: string): string =>
  new TextDecoder().decode(
    Uint8Array.from(
      [...name.slice(0, -1).matchAll(/\\(\d{3})|([^\\])/g)].map(([, code, character = '']) =>
        code === undefined ? character.charCodeAt(0) : Number(code),
      ),
    ),
  );

const readHcl = (quoted: string): string => JSON.parse(quoted.replace(/([$%])\1\{/g, '$1{')) as string;

describe.each(flags.format.choices)('%s', (format) => {
  it('ends with a newline and holds no control character but line ends', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 5 }), (records) => {
        const text = formatRecords(records, format);
        expect(text.endsWith('\n')).toBe(true);
        // JSON and CSV carry what they are given, escaped or quoted; what is for eyes carries none.
        if (format !== 'csv') expect(text.replace(/\n/g, '')).not.toMatch(/[\u0000-\u001F]/);
      }),
    );
  });
});

it('json has the names of the contract', () => {
  expect(JSON.parse(formatRecords([aliasRecord], 'json'))).toEqual([
    {
      name: 'quilt.example.com',
      recordType: 'A',
      alias: true,
      target: aliasRecord.target,
      zoneId: 'Z1',
      aliasZoneId: 'ZLB',
    },
  ]);
});

describe('csv', () => {
  it('reads back, formulas made text', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const [head, ...rows]: string[][] = parseCsv(formatRecords(records, 'csv'), {
          record_delimiter: '\r\n',
        });
        const text = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
        expect(head).toHaveLength(7);
        expect(rows.map(([name, , , , target]) => [name, target])).toEqual(
          records.map(({ name, target }) => [text(name), text(target)]),
        );
      }),
    );
  });
});

describe('bind', () => {
  it('is one CNAME per host that reads back', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const lines = formatRecords(records, 'bind')
          .split('\n')
          .filter((line) => line !== '' && !line.startsWith(';'));
        const hosts = [...new Map(records.map((record) => [record.name, record])).values()];
        expect(lines.map((line) => line.split(' ').length)).toEqual(hosts.map(() => 5));
        expect(
          lines.map((line) => {
            const [name = '', ttl, , type, target = ''] = line.split(' ');
            return [unzone(name), Number(ttl), type, unzone(target)];
          }),
        ).toEqual(hosts.map(({ name, ttl, target }) => [name, ttl ?? 60, 'CNAME', target]));
      }),
    );
  });

  it('says the same as an alias with a CNAME', () => {
    expect(formatRecords([aliasRecord, cname], 'bind').split('\n').slice(1)).toEqual([
      'quilt.example.com. 60 IN CNAME lb-1.us-east-1.elb.amazonaws.com.',
      'x.example.com. 300 IN CNAME lb.example.net.',
      '',
    ]);
  });
});

describe('terraform', () => {
  it('keeps every name as it is, and no two labels alike', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const text = formatRecords(records, 'terraform');
        const names = [...text.matchAll(/^ {2}name {4}= (".*")$/gm)].map(([, quoted = '']) =>
          readHcl(quoted),
        );
        expect(names).toEqual(records.map(({ name }) => name));
        const labels = [...text.matchAll(/^resource "aws_route53_record" "([a-z_][a-z0-9_]*)" \{$/gm)];
        expect(new Set(labels.map(([, label]) => label)).size).toBe(records.length);
        expect(text).not.toMatch(/(?<![$%])[$%]\{/);
      }),
    );
  });

  it('is read by Terraform as what it says', async () => {
    const read = await parseHcl(
      formatRecords([aliasRecord, { ...aliasRecord, type: 'AAAA' }, cname], 'terraform'),
    );
    expect(read['terraform']).toEqual([
      { required_providers: [{ aws: { source: 'hashicorp/aws', version: '~> 6.0' } }] },
    ]);
    expect(Object.keys(read['variable'] as object)).toEqual(['hosted_zone_id']);
    expect(read['resource']).toEqual({
      aws_route53_record: {
        quilt_example_com: [
          {
            zone_id: 'Z1',
            name: 'quilt.example.com',
            type: 'A',
            alias: [{ name: aliasRecord.target, zone_id: 'ZLB', evaluate_target_health: false }],
          },
        ],
        quilt_example_com_aaaa: [
          {
            zone_id: 'Z1',
            name: 'quilt.example.com',
            type: 'AAAA',
            alias: [{ name: aliasRecord.target, zone_id: 'ZLB', evaluate_target_health: false }],
          },
        ],
        x_example_com: [
          {
            zone_id: '${var.hosted_zone_id}',
            name: 'x.example.com',
            type: 'CNAME',
            ttl: 300,
            records: ['lb.example.net'],
          },
        ],
      },
    });
  });
});

const awkward: readonly DnsRecord[] = [
  { ...cname, name: '*.x.y', target: '${file("/etc/passwd")}' },
  { ...cname, name: 'a-b.example.com', target: '"; rm -rf' },
  { ...cname, name: 'a.b.example.com', target: '%{for}' },
];

describe.each([
  ['terraform-cloudflare', 'cloudflare_dns_record', 'content', ['zone_id']],
  ['terraform-azure', 'azurerm_dns_cname_record', 'record', ['resource_group_name', 'zone_name']],
] as const)('%s', (format, type, target, variables) => {
  const resources = async (records: readonly DnsRecord[]) => {
    const read = await parseHcl(formatRecords(records, format));
    expect(Object.keys(read['variable'] as object).sort()).toEqual(variables);
    const made = (read['resource'] as Record<string, Record<string, Record<string, unknown>[]>>)[type] ?? {};
    return Object.values(made).map(([one = {}]) => one);
  };

  it('is read by Terraform as one CNAME a host, whatever is in a name', async () => {
    const [dual, ...more] = await resources([aliasRecord, { ...aliasRecord, type: 'AAAA' }]);
    expect(more).toEqual([]);
    expect(dual).toMatchObject({ [target]: aliasRecord.target, ttl: 60 });
    expect(JSON.stringify(dual)).toContain('quilt.example.com');
    // The parser writes an escaped template as it stands in the file.
    const literal = (value: string): string => value.replace(/([$%])\{/g, '$1$1{');
    const read = await resources(awkward);
    expect(new Set(read.map((one) => one[target]))).toEqual(
      new Set(awkward.map((one) => literal(one.target))),
    );
  });

  it('says what an apex comes to', () => {
    expect(formatRecords([cname], format)).toContain('apex');
  });
});

describe('text', () => {
  it('is a letter with every host and its target, and nothing that moves a cursor', () => {
    const letter = formatRecords([aliasRecord, { ...cname, name: 'evil\u001B[2J.example.com' }], 'text');
    expect(letter).toMatch(/^Subject: /);
    expect(letter).toContain(`quilt.example.com  CNAME  ${aliasRecord.target}  (TTL 60)`);
    expect(letter).toContain('evil?[2J.example.com');
  });

  it.each([
    ['Quilt Teams Registry', 'for a new service of ours in AWS (Quilt Teams Registry), please create'],
    [undefined, 'for a new service of ours in AWS, please create'],
    ['Evil\u001B[2J\nSubject: x', 'in AWS (Evil'],
  ])('names the product %j as it is called, and no other', (product, words) => {
    const letter = formatRecords([aliasRecord], 'text', product);
    expect(letter).toContain(words);
    expect(letter).not.toMatch(/catalog|\u001B|^Subject: x/m);
  });
});

it('table is aligned', () => {
  expect(formatRecords([aliasRecord, cname], 'table')).toBe(
    [
      'NAME               TYPE     TTL  TARGET',
      'quilt.example.com  A alias  -    lb-1.us-east-1.elb.amazonaws.com',
      'x.example.com      CNAME    300  lb.example.net',
      '',
    ].join('\n'),
  );
});
