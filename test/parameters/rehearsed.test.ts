import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAws, realFiles } from '../../src/aws/index.ts';
import type { Event } from '../../src/core/events.ts';
import { makeSecrets, readAnswers, resolveValues, type ResolvePorts } from '../../src/parameters/index.ts';
import { quilt } from '../helpers/products.ts';
import type { RehearsalAccount } from '../../src/rehearsal/index.ts';
import { parseTemplate } from '../../src/template/index.ts';
import { ScriptedPrompter, type Reply } from './ports.ts';
import { rehearsalAccount } from '../helpers/account.ts';

const template = parseTemplate(readFileSync('templates/quilt.yaml', 'utf8'));
const product = quilt;
const base = { template, product, kind: 'create', stackName: 'quilt', flags: [] } as const;

let account: RehearsalAccount;
beforeAll(async () => {
  account = await rehearsalAccount();
});
afterAll(() => account.close());

const ports = (
  script?: readonly Reply[],
): ResolvePorts & { readonly events: Event[]; readonly prompt: ScriptedPrompter } => {
  const events: Event[] = [];
  const { endpoint: url, credentials, clock, region } = account;
  const aws = makeAws({
    region,
    env: {},
    clock,
    signal: new AbortController().signal,
    endpoint: { url, credentials },
  });
  return {
    ...aws,
    events,
    clock,
    env: {},
    files: realFiles(),
    prompt: new ScriptedPrompter(script ?? [], script !== undefined),
    emit: (event) => events.push(event),
  };
};

const writes = (): readonly string[] =>
  account
    .calls()
    .map(({ operation }) => operation)
    .filter((operation) => /^(Create|Put|Delete|Update)/.test(operation));

describe('parameters settled on a rehearsed account', () => {
  it('takes the sample answers as they are, and writes nothing before the secrets are made', async () => {
    const given = ports();
    const answers = await readAnswers('templates/rehearsal/answers/ready.yaml', given);
    const resolved = await resolveValues({ ...base, answers }, given);
    expect(resolved.problems).toEqual([]);
    expect(resolved.values.size).toBe(template.parameters.size);
    expect(resolved.generated.map(({ key }) => key)).toEqual(['AdminPassword', 'DBPassword']);
    expect(writes()).toEqual([]);
    const made = await makeSecrets(resolved, 'quilt', given, []);
    expect(writes()).toEqual(['CreateSecret', 'CreateSecret']);
    const again = await resolveValues({ ...base, answers }, ports());
    expect(again.generated).toEqual([]);
    expect(again.values.get('DBPassword')?.value).toBe(made.get('DBPassword')?.value);
  });

  it('finds the typing error in an id that CloudFormation would find too late', async () => {
    const { problems } = await resolveValues({ ...base, flags: ['VPC=vpc-0000000000000dead'] }, ports());
    expect(
      problems.filter(({ code }) => code === 'parameter-invalid').map(({ parameter }) => parameter),
    ).toEqual(['VPC']);
  });

  it('offers what the account has as the example of what is missing', async () => {
    const { problems } = await resolveValues(
      { ...base, flags: ['QuiltWebHost=quilt.data.example.com'] },
      ports(),
    );
    const hints = new Map(problems.map(({ parameter, hint }) => [parameter, hint]));
    expect(hints.get('VPC')).toContain('VPC=vpc-00000000000000001');
    expect(hints.get('CertificateArnELB')).toContain('certificate/11111111-1111-4111-8111-111111111111');
  });

  it('needs nothing but what only a person knows', async () => {
    const given = ports([
      { to: "Administrator's e-mail", with: 'ops@example.com' },
      { to: 'Go on', with: 'Go on' },
    ]);
    const resolved = await resolveValues({ ...base, buckets: { names: [], source: 'flag' } }, given);
    expect(resolved.problems).toEqual([]);
    expect(given.prompt.unused).toEqual([]);
    expect(resolved.buckets).toEqual(['example-lab-data']);
    expect(resolved.values.get('QuiltWebHost')).toMatchObject({
      value: 'quilt.data.example.com',
      source: 'detected',
    });
    expect(resolved.values.get('SingleSignOnProvider')).toMatchObject({ value: '(Disabled)' });
    expect(resolved.generated.map(({ key }) => key)).toEqual(['AdminPassword', 'DBPassword']);
    expect(resolved.values.get('IntraSubnets')).toMatchObject({
      value: 'subnet-0000000000000000c,subnet-0000000000000000d',
      source: 'detected',
    });
  });
});
