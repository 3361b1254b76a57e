import { createHash } from 'node:crypto';
import { text, time, type ReportLine } from './fields.ts';
import { script, style } from './assets.ts';
import { markup, Markup, type Content } from './markup.ts';
import { sections } from './sections.ts';
import { story, type ReportStory } from './story.ts';

export { isLine, type ReportLine } from './fields.ts';

const hashOf = (source: string): string => `'sha256-${createHash('sha256').update(source).digest('base64')}'`;

/** Nothing is fetched, sent or framed, and no style or script runs but the two that are known by their hash. */
const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;

const moment = (iso: string): string | undefined => {
  const ms = time(iso);
  return ms === undefined ? undefined : `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
};

const stackOf = ({ header, plan, events }: ReportStory): string =>
  text(header['stackName']) ||
  text(plan?.['stackName']) ||
  text(events.find(({ root }) => root === true)?.['stack']);

const about = (report: ReportStory, made: string): readonly string[] => {
  const { header, began, ended } = report;
  const [from, to] = [moment(began), moment(ended)];
  return [
    text(header['account']) === '' ? '' : `account ${text(header['account'])}`,
    text(header['region']),
    from === undefined ? '' : from === to || to === undefined ? from : `${from} to ${to}`,
    made,
  ].filter((part) => part !== '');
};

const badge = ({ result, settled }: ReportStory): Content => {
  const outcome = text(result['outcome']) || text(settled?.['status']);
  if (outcome === '') return undefined;
  const { exitCode } = result;
  const good = typeof exitCode === 'number' ? exitCode === 0 : settled?.['succeeded'] === true;
  const bad =
    typeof exitCode === 'number' ? exitCode !== 0 && exitCode !== 7 : settled?.['succeeded'] === false;
  return markup`<p>
    <span class="outcome ${good ? 'good' : bad ? 'bad' : ''}">${outcome}</span
    >${typeof exitCode === 'number' && exitCode !== 0 ? ` exit ${exitCode}` : ''}
  </p>`;
};

/** One page that needs no other file, from what a run has said. @param made by what and when it was made, one line */
export function htmlReport(all: readonly ReportLine[], made: string): string {
  const report = story(all);
  const title = [text(report.result['command']), stackOf(report)].filter((part) => part !== '').join(' ');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title === '' ? 'Report' : title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header><h1>${title === '' ? 'Report' : title}</h1>
<p>${about(report, made).join(' · ')}</p>
${badge(report)}</header>
<main>
${sections(report)}</main>
<script>${new Markup(script)}</script>
</body>
</html>
`.html;
}
