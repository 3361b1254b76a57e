import { dayMs } from '../../core/duration.ts';
import { certificateProblems } from '../../account/certificate.ts';
import type { DnsPlan } from '../../dns/index.ts';
import { stackScope } from '../../products/index.ts';
import { plannedDns } from '../shared/dns/publish.ts';
import { resumeCommand } from '../shared/next-command.ts';
import { day, linesOrUnknown, joined, type StatusInput, type StatusLine } from './line.ts';

const recordsLine = ({ context }: StatusInput, plan: DnsPlan): StatusLine => {
  const there = plan.alreadyThere.length;
  const line = {
    id: 'dns.records',
    title: 'DNS records',
    value: `${there} of ${plan.records.length} in Route 53`,
  };
  if (there === plan.records.length) return { ...line, status: 'ok' };
  if (plan.noZone.length === plan.records.length)
    return {
      ...line,
      status: 'unknown',
      value: 'kept elsewhere',
      message: `To look whether they lead here:\n${resumeCommand(context, 'dns', '--verify')}`,
    };
  return {
    ...line,
    status: plan.conflicts.length > 0 ? 'fail' : 'warn',
    message: `To see them, and with --apply write them:\n${resumeCommand(context, 'dns')}`,
  };
};

/** Whose records have been seen in place: such a host may be known elsewhere though not here. */
const hostLine = async (
  { context }: StatusInput,
  host: string,
  plan: Promise<DnsPlan>,
): Promise<StatusLine> => {
  const { probe } = context.connection;
  const line = { id: `host.${host}`, title: host };
  const { status, problem, unreachable } = await probe.https(host);
  if (status !== undefined)
    return { ...line, status: status < 500 ? 'ok' : 'fail', value: `answers ${status}` };
  const value = problem?.replace(`${host} `, '') ?? 'no answer';
  const fromHere = 'Not visible from here: look from a network that reaches it.';
  if (unreachable === true) return { ...line, status: 'unknown', value, message: fromHere };
  const addresses = await probe.resolve(host, 'A').catch(() => []);
  if (addresses.length > 0) return { ...line, status: 'fail', value };
  const placed = await plan.then(
    ({ alreadyThere }) => alreadyThere.some(({ name }) => name === host),
    () => false,
  );
  return placed
    ? { ...line, status: 'unknown', value, message: fromHere }
    : { ...line, status: 'fail', value };
};

/** Records, and whether each host answers. */
export async function reach(look: StatusInput): Promise<readonly StatusLine[]> {
  const { context, stack } = look;
  const scope = stackScope(stack);
  const url = context.product.url(scope);
  const known = context.product.hosts(scope);
  const hosts = known.length > 0 || url === undefined ? known : [new URL(url).host];
  const plan = plannedDns(context, scope).then((made) => {
    if (made.problem !== undefined) throw made.problem;
    return made;
  });
  const records = linesOrUnknown(context, { id: 'dns.records', title: 'DNS records' }, async () => {
    const made = await plan;
    // A stack that is not up names no balancer: nothing is in place, and nothing is missing.
    return made.records.length === 0 ? [] : [recordsLine(look, made)];
  });
  const answering = hosts.map((host) =>
    linesOrUnknown(context, { id: `host.${host}`, title: host }, async () => [
      await hostLine(look, host, plan),
    ]),
  );
  return (await Promise.all([records, ...answering])).flat();
}

const certificateLine = async (
  { context }: StatusInput,
  key: string,
  arn: string,
  hosts: readonly string[],
): Promise<StatusLine> => {
  const { facts, clock } = context.connection;
  const line = { id: `certificate.${key}`, title: 'Certificate' };
  const found = await facts.certificate(arn);
  if (found === undefined)
    return { ...line, status: 'fail', value: 'gone', message: `There is no certificate ${arn}.` };
  const problems = certificateProblems(found, hosts, clock.now());
  const end = found.notAfter;
  const days = end === undefined ? undefined : Math.floor((end - clock.now()) / dayMs);
  return {
    ...line,
    status: problems.length === 0 ? 'ok' : problems.some(({ blocks }) => blocks) ? 'fail' : 'warn',
    value: end === undefined ? found.status : `${days} days left (until ${day(end)})`,
    message: joined(problems.map(({ text }) => `It ${text}.`)),
  };
};

/** The certificate behind each listener. */
export async function certificates(look: StatusInput): Promise<readonly StatusLine[]> {
  const { context, stack } = look;
  const lines = context.product.listeners(stackScope(stack)).map(({ certificate: key, hosts }) => {
    const arn = stack.parameters.get(key) ?? '';
    return linesOrUnknown(context, { id: `certificate.${key}`, title: 'Certificate' }, async () =>
      arn === '' ? [] : [await certificateLine(look, key, arn, hosts)],
    );
  });
  return (await Promise.all(lines)).flat();
}
