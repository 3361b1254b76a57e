// The action's eyes on install, upgrade and dns: reads their events from stdin, tells them in the log, puts plan and end
// into the step summary, and what later steps need into the outputs. All texts come from AWS, templates and DNS.
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** In one line, no command of the log's: those begin a line with `::`, or stand anywhere as `##[`. */
const plain = (text) =>
  String(text)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ')
    .replaceAll('##[', '# #[');
const say = (word, ...texts) => console.log(plain(['-', word, ...texts].join(' ')));
const annotate = (level, title, message) => {
  const data = (text) => plain(text).replaceAll('%', '%25');
  console.log(
    `::${level} title=${data(title).replaceAll(':', '%3A').replaceAll(',', '%2C')}::${data(message)}`,
  );
};

/** As code nothing is markup, a mention or a cell's end. */
const code = (text) => `\`${plain(text).replace(/[`|]/g, "'")}\``;
const summary = [];

const levels = { fail: 'error', warn: 'warning', unknown: 'notice' };
const kinds = {
  create: 'create',
  update: 'change',
  unchanged: 'nothing to change in',
  blocked: 'not possible for',
};
const fateOf = ({ action, replacement }) =>
  replacement === 'True' ? 'Replace' : replacement === 'Conditional' ? `${action}, perhaps replace` : action;
/** A summary holds 1 MiB at most, and GitHub shows none that is longer. */
const mostRows = 500;

const tellPlan = ({ kind, stackName, changes, counts, values = [] }) => {
  const numbers = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  say('Plan:', kinds[kind], stackName, `(${numbers.join(', ')})`);
  for (const change of changes) say(fateOf(change), change.logicalId, change.type);
  const rows = changes.slice(0, mostRows).map((change) => {
    const fate = fateOf(change);
    const bold = change.replacement === 'True' || change.action === 'Remove';
    return `| ${bold ? `**${fate}**` : fate} | ${code(change.logicalId)} | ${code(change.type)} |`;
  });
  summary.push(`## Plan: ${kinds[kind]} ${code(stackName)}`, '', numbers.join(', '), '');
  if (rows.length > 0) summary.push('| Change | Resource | Type |', '|---|---|---|', ...rows, '');
  if (values.length > 0) {
    const cell = (value) => (value === undefined ? '' : code(value));
    const valueRows = values.map(({ key, from, to }) => `| ${code(key)} | ${cell(from)} | ${cell(to)} |`);
    summary.push('| Parameter | From | To |', '|---|---|---|', ...valueRows, '');
  }
  if (changes.length > mostRows) summary.push(`… and ${changes.length - mostRows} more, in the log.`, '');
};

const tellSettled = ({ status, rootCause }) => {
  say('Stack:', status);
  if (rootCause === undefined) return;
  annotate('error', `${rootCause.logicalId} failed`, `${rootCause.reason} ${rootCause.remedy ?? ''}`);
  summary.push(`${code(rootCause.logicalId)} failed: ${code(rootCause.reason)}`, '');
};

const tellDns = ({ state, records }) => {
  say('DNS:', state);
  for (const { name, recordType, target } of records) say('DNS:', name, recordType, target);
};

const tellResult = ({ command, outcome, exitCode, url, resume }) => {
  say('Result:', command, outcome, url ?? '');
  if (resume !== undefined) say('Goes on with:', resume);
  summary.push(`**${plain(command)}: ${plain(outcome)}**`, '');
  if (url !== undefined) summary.push(code(url), '');
  if (resume !== undefined)
    summary.push(
      `${outcome === 'still-running' ? 'Still running; it goes on' : 'Go on'} with ${code(resume)}`,
      '',
    );
  const outputs = Object.entries({ outcome, url, resume }).filter(([, value]) => value !== undefined);
  appendFileSync(
    process.env.GITHUB_OUTPUT,
    outputs.map(([name, value]) => `${name}=${plain(value)}\n`).join(''),
  );
};

const tellings = {
  check: ({ id, title, status, message, fix }) =>
    status in levels && annotate(levels[status], `${id}: ${title}`, `${message ?? ''} ${fix ?? ''}`),
  error: ({ code: name, message, hint }) => {
    annotate('error', name, `${message} ${hint}`);
    summary.push(`${code(name)}: ${code(message)}`, '');
  },
  note: ({ message, detail }) => say('Note:', message, detail ?? ''),
  plan: tellPlan,
  // What begins is in the heartbeat's number; a log wants what ended.
  stack: ({ status, logicalId, reason }) =>
    status.endsWith('_IN_PROGRESS') || say('Stack:', status, logicalId, reason ?? ''),
  heartbeat: ({ done, total }) => say('Stack:', `${done} of ${total ?? '?'} done`),
  settled: tellSettled,
  dns: tellDns,
  result: tellResult,
};

for await (const line of createInterface({ input: process.stdin })) {
  const event = JSON.parse(line);
  tellings[event.type]?.(event);
}
if (summary.length > 0) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${summary.join('\n')}\n`);
