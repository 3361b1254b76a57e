import { row, section, table } from './blocks.ts';
import { line, text, texts, type ReportLine } from './fields.ts';
import { markup, type Content, type Markup } from './markup.ts';
import type { ReportStory } from './story.ts';

/** What went wrong at worst comes first. */
const order = ['fail', 'warn', 'unknown', 'ignored', 'skipped', 'pass', 'ok'];
export const statusOf = ({ status }: ReportLine): string =>
  order.find((known) => known === status) ?? 'unknown';

const checkRow = (check: ReportLine): Markup =>
  row(
    [
      markup`<b>${statusOf(check)}</b>`,
      markup`${text(check['title'])}<br /><code>${text(check['id'])}</code>`,
      markup`${text(check['message'])}${text(check['fix']) === '' ? '' : markup`<br /><em>${text(check['fix'])}</em>`}`,
    ],
    statusOf(check),
  );

/** Folded away on a screen; paper shows them. */
const fineStatuses = ['pass', 'skipped'];

const checkTable = (all: readonly ReportLine[]): Markup =>
  table(['Result', 'Healthy state', 'What was found, what to do'], all.map(checkRow));

export function checks({ checks: all }: ReportStory): Content {
  const shown = all.filter(({ unneeded }) => unneeded !== true);
  if (shown.length === 0) return undefined;
  const sorted = [...shown].sort((a, b) => order.indexOf(statusOf(a)) - order.indexOf(statusOf(b)));
  const counts = order.map(
    (status) => [status, shown.filter((one) => statusOf(one) === status).length] as const,
  );
  const summary = counts.filter(([, count]) => count > 0).map(([status, count]) => `${count} ${status}`);
  const fine = sorted.filter((check) => fineStatuses.includes(statusOf(check)));
  const rest = sorted.filter((check) => !fine.includes(check));
  return section('Checks', [
    markup`<p>${summary.join(' · ')}</p>`,
    rest.length === 0 ? '' : checkTable(rest),
    fine.length === 0
      ? ''
      : markup`<details><summary>${fine.length} that are fine, or not needed</summary>${checkTable(fine)}</details>`,
  ]);
}

export function failure({ errors, settled, notes }: ReportStory): Content {
  const cause = line(settled?.['rootCause']);
  const [meaning, remedy] = [text(cause['meaning']), text(cause['remedy'])];
  const parts: readonly Content[] = [
    ...(text(cause['logicalId']) === ''
      ? []
      : [
          markup`<p><b>${text(cause['logicalId'])}</b> (${text(cause['resourceType'])}) failed:</p>
            <blockquote>${text(cause['reason'])}</blockquote>`,
          meaning === '' ? '' : markup`<p>It means: ${meaning}.</p>`,
          remedy === '' ? '' : markup`<p><b>What to do:</b> ${remedy}</p>`,
        ]),
    ...errors.map(
      (error) =>
        markup`<p>
          <b>${text(error['message'])}</b><br />${text(error['hint'])} <code>${text(error['code'])}</code>
        </p>`,
    ),
    ...notes.map(
      (note) =>
        markup`<p>${text(note['message'])}</p>
          ${texts(note['detail']).map((detail) => markup`<pre>${detail}</pre>`)}`,
    ),
  ];
  return parts.length === 0
    ? undefined
    : section(
        errors.length > 0 || settled?.['rootCause'] !== undefined ? 'What went wrong' : 'What to look at',
        parts,
      );
}
