import type { PlanChange } from '../../core/events.ts';
import { clean } from '../text/clean.ts';
import type { Style } from '../text/style.ts';
import { indented } from '../text/wrap.ts';

export const replaces = (change: PlanChange): boolean => change.replacement === 'True';

const signs: Readonly<Record<PlanChange['action'], string>> = {
  Add: '+',
  Modify: '~',
  Remove: '-',
  Import: '+',
  Dynamic: '?',
  SyncWithActual: '~',
};

const painted = (change: PlanChange, text: string, { paint }: Style): string => {
  if (change.action === 'Remove' || replaces(change)) return paint.red(text);
  return change.action === 'Add' || change.action === 'Import' ? paint.green(text) : paint.yellow(text);
};

/** One change: what is done to what, and which properties change. */
export function changeLines(change: PlanChange, style: Style): readonly string[] {
  const sign = replaces(change) ? '±' : signs[change.action];
  const safeSign = style.symbols.pass === '√' ? sign : sign.replace('±', '!');
  const properties = (change.properties ?? []).map(clean).join(', ');
  const text = `${clean(change.logicalId)} (${clean(change.type)})${properties === '' ? '' : `: ${properties}`}`;
  const uncertain = change.replacement === 'Conditional' ? ' [modify, perhaps replace]' : '';
  const drifted = change.drifted === true ? ' [was changed by hand]' : '';
  const [first = '', ...rest] = indented(text + uncertain + drifted, style.width, 8, 0);
  return [`    ${painted(change, safeSign, style)} ${first}`, ...rest];
}
