import { listOf, textOf } from '../model/values.ts';
import { firstFault, refusedValue, type ValueFault, type ValueRule } from './subject.ts';

type Words = (value: string, property: string, from: number, to: number) => string;

/** Numbers that a service takes between two ends only. */
const ranges =
  (words: Words, ends: Readonly<Record<string, readonly [number, number]>>): ValueRule =>
  ({ properties }) =>
    firstFault(Object.entries(ends), ([property, [from, to]]) => {
      const value = textOf(properties, property);
      const number = Number(value);
      return value === undefined || !(number < from || number > to)
        ? undefined
        : refusedValue(words(value, property, from, to));
    });

const asMember: Words = (value, property, from, to) =>
  `1 validation error detected: Value '${value}' at '${property.charAt(0).toLowerCase()}${property.slice(1)}' failed to satisfy constraint: Member must have value ${Number(value) < from ? `greater than or equal to ${from}` : `less than or equal to ${to}`}`;

const asParameter: Words = (_value, property) => `Invalid value for the parameter ${property}.`;

/** Megabytes by the CPU units they go with: from, to, step. */
const fargate: Readonly<Record<string, readonly [number, number, number]>> = {
  256: [512, 2048, 1024],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16_384, 1024],
  4096: [8192, 30_720, 1024],
  8192: [16_384, 61_440, 4096],
  16384: [32_768, 122_880, 8192],
};

/** `256`, `.25 vCPU`; `512`, `0.5 GB`. */
const unitsOf = (text: string): number => {
  const [, number = 'x', unit] = /^\s*([\d.]+)\s*(vcpu|gb)?\s*$/i.exec(text) ?? [];
  return Number(number) * (unit === undefined ? 1 : 1024);
};

/** Larger machines than these come with time, and are taken. */
const fargateSize: ValueRule = ({ properties }): ValueFault | undefined => {
  if (!listOf(properties, 'RequiresCompatibilities').includes('FARGATE')) return undefined;
  const [cpu, memory] = ['Cpu', 'Memory'].map((name) => textOf(properties, name));
  const missing = cpu === undefined ? 'cpu' : memory === undefined ? 'memory' : undefined;
  if (cpu === undefined || memory === undefined)
    return refusedValue(`Fargate requires that '${missing ?? ''}' be defined at the task level.`);
  const [units, megabytes] = [unitsOf(cpu), unitsOf(memory)];
  const [from, to, step] = fargate[units] ?? [];
  const fits =
    from === undefined || to === undefined || step === undefined
      ? units > 16_384
      : megabytes >= from && megabytes <= to && (megabytes % step === 0 || megabytes === 512);
  return fits
    ? undefined
    : refusedValue(
        `No Fargate configuration exists for given values: ${units} CPU, ${megabytes} memory. See the Amazon ECS documentation for the valid values.`,
      );
};

export const rangeRules: readonly (readonly [string, ValueRule])[] = [
  ['AWS::ECS::TaskDefinition', fargateSize],
  ['AWS::Lambda::Function', ranges(asMember, { MemorySize: [128, Infinity], Timeout: [1, 900] })],
  ['AWS::ElasticLoadBalancingV2::ListenerRule', ranges(asMember, { Priority: [1, 50_000] })],
  [
    'AWS::SQS::Queue',
    ranges(asParameter, {
      DelaySeconds: [0, 900],
      MessageRetentionPeriod: [60, 1_209_600],
      ReceiveMessageWaitTimeSeconds: [0, 20],
      VisibilityTimeout: [0, 43_200],
    }),
  ],
];
