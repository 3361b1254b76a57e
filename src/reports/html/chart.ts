import { measuredDuration } from '../../core/duration.ts';
import type { Bar, Row, Waterfall } from './bars.ts';
import { markup, type Markup } from './markup.ts';

const rowHeight = 18;
const axisHeight = 18;
const marks = 5;

const span = (ms: number): string => measuredDuration(ms / 1000);

const ends: Readonly<Record<Bar['end'], string>> = {
  done: '',
  failed: ', failed',
  open: ', still at it',
};

const barTitle = ({ logicalId, stack, type }: Row, bar: Bar, { from }: Waterfall): string =>
  `${logicalId} (${type}, ${stack}): ${bar.kind} took ${span(bar.to - bar.from)}${ends[bar.end]}, from ${span(bar.from - from)} on${bar.critical ? ', on the critical path' : ''}${bar.reason === '' ? '' : `. ${bar.reason}`}`;

/** Positions are per cent of the time, so that the chart grows with its width alone; no style attribute is needed. */
const placed = (bar: Bar, whole: Waterfall): { readonly x: string; readonly width: string } => {
  const all = Math.max(1, whole.to - whole.from);
  const x = ((bar.from - whole.from) / all) * 100;
  return {
    x: x.toFixed(3),
    width: Math.min(Math.max(0.15, ((bar.to - bar.from) / all) * 100), Math.max(0.15, 100 - x)).toFixed(3),
  };
};

const rectangle = (row: Row, bar: Bar, at: number, whole: Waterfall): Markup => {
  const { x, width } = placed(bar, whole);
  const kind = `${bar.end === 'done' ? bar.kind : bar.end}${bar.critical ? ' critical' : ''}`;
  return markup`<rect class="${kind}" x="${x}%" y="${axisHeight + at * rowHeight + 3}" width="${width}%" height="${rowHeight - 6}" rx="2"><title>${barTitle(row, bar, whole)}</title></rect>`;
};

const axis = ({ from, to }: Waterfall, height: number): readonly Markup[] =>
  Array.from({ length: marks + 1 }, (_, at) => {
    const x = ((at / marks) * 100).toFixed(2);
    const anchor = at === 0 ? 'start' : at === marks ? 'end' : 'middle';
    return markup`<line x1="${x}%" x2="${x}%" y1="${axisHeight}" y2="${height}"/><text x="${x}%" y="12" text-anchor="${anchor}">${span(((to - from) * at) / marks)}</text>`;
  });

const name = ({ logicalId, stack, type, bars }: Row): Markup =>
  markup`<div title="${type}, ${stack}" class="${bars.some((bar) => bar.critical) ? 'critical' : ''}">${logicalId}</div>`;

const tools = markup`<p class="tools"><label>Zoom <input id="zoom" type="range" min="1" max="12" step="0.5" value="1"></label> <label><input id="only" type="checkbox"> critical path only</label></p>
<p class="key"><i class="create"></i>create <i class="update"></i>update <i class="delete"></i>delete <i class="failed"></i>failed <i class="open"></i>still at it <i class="outlined"></i>critical path: from the end backwards, each began as the one before it ended</p>`;

/** Who the time was spent on, in the order of time. */
const criticalPath = (rows: readonly Row[]): string => {
  const path = rows.flatMap(({ logicalId, bars }) =>
    bars.filter((bar) => bar.critical).map((bar) => ({ logicalId, bar })),
  );
  const steps = path
    .sort((a, b) => a.bar.from - b.bar.from)
    .map(({ logicalId, bar }) => `${logicalId} ${span(bar.to - bar.from)}`);
  return steps.length === 0 ? '' : `Critical path: ${steps.join(' → ')}`;
};

/** When each resource was worked on, one row a resource. */
export function chart(whole: Waterfall): Markup {
  const { rows } = whole;
  const height = axisHeight + rows.length * rowHeight;
  return markup`${tools}
<p>${criticalPath(rows)}</p>
<div class="fall" id="fall"><div class="names"><div></div>${rows.map(name)}</div>
<div class="scroll"><svg id="chart" width="100%" height="${height}" role="img" aria-label="When each resource was worked on">${axis(whole, height)}${rows.map((row, at) => markup`<g>${row.bars.map((bar) => rectangle(row, bar, at, whole))}</g>`)}</svg></div></div>
<p id="detail" aria-live="polite"></p>`;
}
