import { measuredDuration } from '../../core/duration.ts';
import { waterfall } from './bars.ts';
import { row, section, table } from './blocks.ts';
import { chart } from './chart.ts';
import { line, lines, text, texts } from './fields.ts';
import { checks, failure, statusOf } from './findings.ts';
import { markup, type Content } from './markup.ts';
import type { ReportStory } from './story.ts';

const templateLine = (template: ReturnType<typeof line>): Content => {
  const [source, version, sha256] = ['source', 'version', 'sha256'].map((field) => text(template[field]));
  return source === ''
    ? undefined
    : markup`<p>Template ${source}${version === '' ? '' : `, version ${version}`}, SHA-256 ${sha256}</p>`;
};

const plan = ({ plan: made }: ReportStory): Content => {
  if (made === undefined) return undefined;
  const counts = line(made['counts']);
  const changes = lines(made['changes']);
  const numbers = ['add', 'modify', 'replace', 'remove'].map(
    (kind) => `${text(counts[kind]) || '0'} ${kind}`,
  );
  return section('Plan', [
    markup`<p>${text(made['kind'])} <b>${text(made['stackName'])}</b>: ${numbers.join(', ')}</p>`,
    templateLine(line(made['template'])),
    texts(made['notes']).map((note) => markup`<p>${note}</p>`),
    changes.length === 0
      ? ''
      : markup`<details>
          <summary>${changes.length} changes</summary>
          ${table(
            ['Action', 'Resource', 'Type', 'Replaced'],
            changes.map((change) =>
              row(
                ['action', 'logicalId', 'type', 'replacement'].map((field) => text(change[field])),
                change['stateful'] === true ? 'warn' : '',
              ),
            ),
          )}
        </details>`,
  ]);
};

const parameters = ({ parameters: all }: ReportStory): Content =>
  all.length === 0
    ? undefined
    : section(
        'Values',
        markup`<details>
          <summary>${all.length} values</summary>
          ${table(
            ['Parameter', 'Value', 'From'],
            all.map((one) => row([text(one['key']), text(one['value']), text(one['source'])])),
          )}
        </details>`,
      );

const operation = ({ events, settled }: ReportStory): Content => {
  const fall = waterfall(events);
  if (fall === undefined) return undefined;
  const status = text(settled?.['status']);
  return section('Resources over time', [
    markup`<p>
      ${fall.rows.length} resources in
      ${measuredDuration((fall.to - fall.from) / 1000)}${status === '' ? '' : markup`, ending in <b>${status}</b>`};
      ${new Date(fall.from).toISOString().slice(0, 19).replace('T', ' ')} UTC on.
    </p>`,
    chart(fall),
  ]);
};

const states = ({ states: all }: ReportStory): Content =>
  all.length === 0
    ? undefined
    : section(
        'Status',
        table(
          ['', 'What', 'Found'],
          all.map((one) =>
            row(
              [
                markup`<b>${statusOf(one)}</b>`,
                text(one['title']),
                `${text(one['value'])} ${text(one['message'])}`,
              ],
              statusOf(one),
            ),
          ),
        ),
      );

const outputs = ({ result, settled }: ReportStory): Content => {
  const found = Object.entries({ ...line(settled?.['outputs']), ...line(result['outputs']) });
  return found.length === 0
    ? undefined
    : section(
        'Outputs',
        table(
          ['Output', 'Value'],
          found.map(([key, value]) => row([text(key), text(value)])),
        ),
      );
};

const dns = ({ dns: event }: ReportStory): Content => {
  const records = lines(event?.['records']);
  if (event === undefined || records.length === 0) return undefined;
  const missing = text(event['missing']);
  return section('DNS', [
    markup`<p><b>${text(event['state'])}</b>${missing === '' ? '' : `, missing: ${missing}`}</p>
      ${text(event['message']) === '' ? '' : markup`<pre>${text(event['message'])}</pre>`}`,
    table(
      ['Name', 'Type', 'Leads to', 'TTL', 'Zone'],
      records.map((record) =>
        row([
          text(record['name']),
          `${text(record['recordType'])}${record['alias'] === true ? ' alias' : ''}`,
          text(record['target']),
          text(record['ttl']),
          text(record['zoneId']),
        ]),
      ),
    ),
  ]);
};

/** What was told, in the order in which somebody wants to know it; nothing for what was not. */
export const sections = (report: ReportStory): Content =>
  [failure, checks, plan, operation, states, outputs, dns, parameters].map((part) => part(report));
