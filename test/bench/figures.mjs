// Measures the house: files, functions, import circles, crowded folders, type names that stand for two things.
// `node test/bench/figures.mjs [folder]` (default src); prints one figure a line, and the places behind the bad ones.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = process.argv[2] ?? 'src';

const filesIn = (folder) =>
  readdirSync(folder).flatMap((entry) => {
    const full = path.join(folder, entry);
    if (statSync(full).isDirectory()) return filesIn(full);
    return full.endsWith('.ts') ? [full] : [];
  });

const files = filesIn(root);
const sources = new Map(
  files.map((file) => [
    file,
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true),
  ]),
);

const linesOf = (source) => source.getLineAndCharacterOfPosition(source.end).line;

/** Named functions: declarations, methods, accessors, and arrows or function expressions given a name. */
const isNamedFunction = (node) =>
  (ts.isFunctionDeclaration(node) && node.body !== undefined) ||
  (ts.isMethodDeclaration(node) && node.body !== undefined) ||
  ts.isConstructorDeclaration(node) ||
  ts.isAccessor(node) ||
  ((ts.isArrowFunction(node) || ts.isFunctionExpression(node)) &&
    (ts.isVariableDeclaration(node.parent) ||
      ts.isPropertyAssignment(node.parent) ||
      ts.isPropertyDeclaration(node.parent)));

/** Lines from the first line of the function to its last, braces counted. */
const functionLengths = (source) => {
  const lengths = [];
  const visit = (node) => {
    if (isNamedFunction(node)) {
      const from = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      lengths.push(source.getLineAndCharacterOfPosition(node.end).line - from + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return lengths;
};

const quantile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const importsOf = (file, source) => {
  const targets = [];
  const visit = (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (specifier !== undefined && ts.isStringLiteral(specifier) && specifier.text.startsWith('.'))
      targets.push(path.normalize(path.join(path.dirname(file), specifier.text)));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return targets;
};

/** Strongly connected components of more than one file, types included (Tarjan). */
const circlesIn = (graph) => {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const circles = [];
  const visit = (file) => {
    order.set(file, order.size);
    low.set(file, order.get(file));
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file), low.get(next)));
    }
    if (low.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle);
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return circles;
};

const typeNames = new Map();
for (const [file, source] of sources)
  for (const node of source.statements)
    if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node))
      typeNames.set(node.name.text, [...(typeNames.get(node.name.text) ?? []), file]);
const doubled = [...typeNames].filter(([, places]) => places.length > 1);

const crowded = (folder) => {
  const entries = readdirSync(folder);
  const inner = entries
    .map((entry) => path.join(folder, entry))
    .filter((full) => statSync(full).isDirectory())
    .flatMap(crowded);
  return entries.length > 15 ? [[folder, entries.length], ...inner] : inner;
};

const lines = [...sources.values()].map(linesOf).sort((a, b) => a - b);
const functions = [...sources.values()].flatMap(functionLengths).sort((a, b) => a - b);
const circles = circlesIn(new Map([...sources].map(([file, source]) => [file, importsOf(file, source)])));

const figures = [
  ['files', files.length],
  ['lines', lines.reduce((sum, one) => sum + one, 0)],
  ['lines a file, median', quantile(lines, 0.5)],
  ['files past 200 lines', lines.filter((one) => one > 200).length],
  ['named functions', functions.length],
  ['lines a function, median', quantile(functions, 0.5)],
  ['lines a function, 95th percentile', quantile(functions, 0.95)],
  ['import circles', circles.length],
  ['files in import circles', circles.flat().length],
  ['type names that stand for two things', doubled.length],
  ['folders of more than 15 entries', crowded(root).length],
];
for (const [name, figure] of figures) process.stdout.write(`${name.padEnd(40)} ${figure}\n`);
for (const circle of circles) process.stdout.write(`circle: ${circle.join(' ')}\n`);
for (const [folder, count] of crowded(root)) process.stdout.write(`crowded: ${folder} ${count}\n`);
for (const [name, places] of doubled) process.stdout.write(`two things: ${name} ${places.join(' ')}\n`);
