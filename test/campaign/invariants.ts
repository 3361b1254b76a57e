import { conditionOf, type StackStatus } from '../../src/core/stack-status.ts';
import type { AccountSnapshot } from './messages.ts';
import type { Story } from './story.ts';
import type { Ended } from './tool.ts';

const hosts = ['quilt', 'quilt-registry', 'quilt-s3-proxy'].map((name) => `${name}.data.example.com.`);

const ourRecords = ({ records }: AccountSnapshot): AccountSnapshot['records'] =>
  records.filter(({ name }) => hosts.includes(name));

const target = (record: AccountSnapshot['records'][number]): string =>
  (record.alias?.dnsName ?? '').replace(/\.$/, '').toLowerCase();

/** What must hold in the account whatever happened, once an undisturbed run has ended. */
export const brokenRules = (look: AccountSnapshot): readonly string[] => {
  const records = ourRecords(look);
  return [
    ...(look.stacks.length > 1 ? [`${look.stacks.length} stacks instead of one or none`] : []),
    ...look.stacks
      .filter(({ status }) => status === 'REVIEW_IN_PROGRESS')
      .map(({ name }) => `an empty stack is left: ${name}`),
    ...look.stacks.flatMap(({ changeSets }) => changeSets.map((name) => `a change set is left: ${name}`)),
    ...(records.length === 0 || records.length === hosts.length
      ? []
      : [`half-applied DNS: ${records.map(({ name }) => name).join(', ')}`]),
    ...records
      .filter((record) => look.stacks.length > 0 && !look.balancers.some((one) => same(one, target(record))))
      .map(({ name }) => `${name} points at a balancer that is not there`),
    ...(look.balancers.length > 1 ? [`${look.balancers.length} balancers`] : []),
    ...(new Set(look.secrets).size === look.secrets.length ? [] : [`secrets twice: ${look.secrets.join()}`]),
  ];
};

const same = (a: string, b: string): boolean => a.toLowerCase() === b;

/** Where what a run said at its end differs from what the account holds. */
export const disagreements = (story: Story, ended: Ended, look: AccountSnapshot): readonly string[] => {
  if (ended.code === null) return [];
  const { code, last } = ended;
  if (last?.type !== 'result' || last['exitCode'] !== code) return [`exit ${code} without its result line`];
  const stack = look.stacks.find(({ name }) => name === 'quilt');
  const condition = conditionOf(stack?.status as StackStatus | undefined);
  switch (code) {
    case 0:
      return ended.args[0] === 'uninstall' ? goneRules(look) : upRules(story, ended, look);
    case 5:
      return stack === undefined || stack.status.endsWith('ROLLBACK_COMPLETE')
        ? []
        : [`said rolled back, but the stack is in ${stack.status}`];
    case 6:
      return condition === 'stuck' || condition === 'empty'
        ? []
        : [`said a person is needed, but the stack is in ${stack?.status}`];
    case 7:
      return typeof last['resume'] === 'string' ? [] : ['said still running without saying how to go on'];
    default:
      return [];
  }
};

const goneRules = (look: AccountSnapshot): readonly string[] =>
  look.stacks.length === 0 ? [] : [`said gone, but there is a stack in ${look.stacks[0]?.status}`];

const upRules = (story: Story, { last, args }: Ended, look: AccountSnapshot): readonly string[] => {
  const stack = look.stacks.find(({ name }) => name === 'quilt');
  if (args[0] === 'recover' || (args[0] === 'watch' && stack === undefined)) return [];
  if (stack === undefined || conditionOf(stack.status as StackStatus) !== 'healthy')
    return [`said success, but the stack is in ${stack?.status ?? 'no state: gone'}`];
  const said = JSON.stringify(sorted(last?.['outputs'] as AccountSnapshot['stacks'][number]['outputs']));
  const records = ourRecords(look);
  return [
    ...(said === JSON.stringify(sorted(stack.outputs))
      ? []
      : ['the outputs told are not those of the stack']),
    ...(args[0] === 'watch' || stack.protected ? [] : ['the stack is up without termination protection']),
    ...(args[0] !== 'watch' && story.dns === 'route53' && records.length !== hosts.length
      ? [`${records.length} of ${hosts.length} records are there`]
      : []),
  ];
};

const sorted = (outputs: Readonly<Record<string, string>> = {}): readonly (readonly [string, string])[] =>
  Object.entries(outputs).sort(([a], [b]) => (a < b ? -1 : 1));
