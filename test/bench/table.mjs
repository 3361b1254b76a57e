// What was measured, as lines for a screen and as the table of docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { format, resolveConfig } from 'prettier';

const page = 'docs/performance.md';
const begin = '<!-- measured -->';
const end = '<!-- /measured -->';

const told = ({ value, unit = '' }) =>
  value === undefined ? 'not installed' : `${value.toFixed(2)}${unit && ` ${unit}`}`;

/** One line. Without a limit it tells what others take. */
export const asText = (row) => {
  const mark = row.limit === undefined ? '·' : row.held ? '√' : '×';
  const limit = row.limit === undefined ? '' : `  (at most ${row.limit}${row.unit && ` ${row.unit}`})`;
  return `${mark} ${row.name.padEnd(56)} ${told(row)}${limit}`;
};

const machine = () =>
  `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores`;

const tables = (rows, peers) =>
  [
    `Measured ${machine()}.`,
    '',
    '| What | Measured | At most |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.name} | ${told(row)} | ${row.limit}${row.unit && ` ${row.unit}`} |`),
    ...(peers.length === 0
      ? []
      : [
          '',
          '| Processor time, times a bare node | |',
          '|---|---|',
          ...peers.map((row) => `| ${row.name} | ${told(row)} |`),
        ]),
  ].join('\n');

/** The page with these tables instead of those it had. */
export const writePage = async (rows, peers) => {
  const [before, rest] = readFileSync(page, 'utf8').split(begin);
  const [, after] = rest.split(end);
  const text = `${before}${begin}\n\n${tables(rows, peers)}\n\n${end}${after}`;
  writeFileSync(page, await format(text, { ...(await resolveConfig(page)), parser: 'markdown' }));
};
