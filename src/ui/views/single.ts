import type { Event } from '../../core/events.ts';
import type { Style } from '../text/style.ts';
import * as view from './lines.ts';
import { pageLines } from './page.ts';
import { planLines } from './plan.ts';

type Single = Extract<
  Event,
  { type: 'header' | 'parameter' | 'page' | 'plan' | 'note' | 'error' | 'status' | 'snapshot' }
>;

/** An event that is printed by itself, whatever came before it. @param inFull every change of a plan */
export function singleLines(event: Single, style: Style, inFull: boolean): readonly string[] {
  switch (event.type) {
    case 'header':
      return view.headerLines(event, style);
    case 'parameter':
      return view.parameterLines(event, style);
    case 'page':
      return pageLines(event, style);
    case 'plan':
      return planLines(event, style, inFull);
    case 'note':
      return view.noteLines(event, style);
    case 'error':
      return view.errorLines(event, style);
    case 'snapshot':
      return view.snapshotLines(event, style);
    case 'status':
      return view.statusLines(event, style);
  }
}
