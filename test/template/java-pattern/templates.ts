import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseTemplate } from '../../../src/template/index.ts';
import type { Pair } from './generated.ts';

const folder = path.join(import.meta.dirname, '../../../templates');

const patternsIn = (file: string): readonly string[] =>
  [...parseTemplate(readFileSync(path.join(folder, file), 'utf8')).parameters.values()].flatMap(
    ({ allowedPattern }) => allowedPattern ?? [],
  );

/** Every AllowedPattern of the templates that ship. */
export const templatePatterns: readonly string[] = [
  ...new Set(
    readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .flatMap(patternsIn),
  ),
];

const fitting = [
  '',
  'admin@example.com',
  'correct horse',
  'arn:aws:acm:us-east-1:123456789012:certificate/1',
  'arn:aws-us-gov:acm:us-gov-west-1:123456789012:certificate/1',
  'arn:aws:iam::123456789012:policy/a,arn:aws:iam::123456789012:policy/b',
  'quilt.data.example.com',
  'quilt.example.com',
  'abcDEF[]^_`',
  'team/folder one',
  '10.0.0.0/16',
  '10.0.0.1',
  'quilt-install',
];
const changes: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => `${value}\n`,
  (value) => ` ${value}`,
  (value) => `${value}é`,
  (value) => value.replace('.', '😀'),
  (value) => value.toUpperCase(),
];

/** Each of them with values that fit one of them, and with those a little changed. */
export const templatePairs: readonly Pair[] = templatePatterns.flatMap((pattern) =>
  [...new Set(fitting.flatMap((value) => changes.map((change) => change(value))))].map((value) => ({
    pattern,
    value,
  })),
);
