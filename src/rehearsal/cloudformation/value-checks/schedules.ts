import { textOf } from '../model/values.ts';
import { refusedValue, type ValueRule } from './subject.ts';

/** One minute, five minutes; six fields. */
const schedule =
  /^(?:rate\((?:1 (?:minute|hour|day)|(?!1 |0)\d+ (?:minutes|hours|days))\)|cron\(\S+(?: +\S+){5}\))$/;
/** EventBridge Scheduler, unlike rules, takes `rate(1 hours)` as well. */
const plural = /^rate\(1 (?:minutes|hours|days)\)$/;
const once = /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/;

const form =
  (taken: readonly RegExp[], words: (value: string) => string): ValueRule =>
  ({ properties }) => {
    const value = textOf(properties, 'ScheduleExpression');
    return value === undefined || taken.some((one) => one.test(value))
      ? undefined
      : refusedValue(words(value));
  };

export const scheduleRules: readonly (readonly [string, ValueRule])[] = [
  ['AWS::Events::Rule', form([schedule], () => 'Parameter ScheduleExpression is not valid.')],
  [
    'AWS::Scheduler::Schedule',
    form([schedule, plural, once], (value) => `Invalid Schedule Expression ${value}.`),
  ],
];
