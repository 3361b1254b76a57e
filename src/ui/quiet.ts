import type { Event } from '../core/events.ts';
import { resourceFailed } from '../core/stack-status.ts';

/** What `--quiet` leaves out: no result, no plan somebody agrees to, and nothing is the matter. */
export function isFine(event: Event): boolean {
  switch (event.type) {
    case 'check':
      return event.status === 'pass' || event.status === 'skipped' || event.status === 'ignored';
    case 'status':
      // Who asked what it costs has paid for the answer.
      return event.status === 'ok' && event.id !== 'cost';
    case 'stack':
      return !resourceFailed(event.status);
    case 'settled':
      return event.succeeded;
    case 'note':
      // One of level `info` may announce what is about to be written.
      return event.level === 'good';
    case 'plan':
      return event.kind === 'unchanged';
    case 'heartbeat':
      return event.trouble === undefined;
    case 'header':
    case 'parameter':
    case 'busy':
      return true;
    case 'next':
      return event.url !== undefined;
    default:
      return false;
  }
}
