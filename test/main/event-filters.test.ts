import { expect, it } from 'vitest';
import type { Event } from '../../src/core/events.ts';
import { introduction, withoutRepeats } from '../../src/main/event-filters.ts';

it('introduces account and run once, however many commands lead to one another', () => {
  const header: Event = {
    type: 'header',
    account: '123456789012',
    region: 'us-east-1',
    regionSource: 'flag',
    arn: 'arn:aws:iam::123456789012:user/one',
    stackName: 'quilt',
  };
  const warning: Event = { type: 'note', level: 'warn', message: 'Mind this.' };
  const events: Event[] = [];
  const emit = withoutRepeats((event) => void events.push(event), new Set([introduction(header) ?? '']));
  emit(header);
  emit(warning);
  expect(events).toEqual([warning]);
});
