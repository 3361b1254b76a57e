import { describe, expect, it } from 'vitest';
import { awsCodes, InstallError } from '../../../src/core/errors.ts';
import type { Facts } from '../../../src/core/facts-port.ts';
import { resolveValues } from '../../../src/parameters/index.ts';
import { quilt } from '../../helpers/products.ts';
import { portsWith, templateWith, type Reply, type TestPorts } from '../ports.ts';

const deniedFor = (permission: string) => () =>
  Promise.reject(
    new InstallError({ code: awsCodes.denied, message: 'No.', hint: 'Ask.', exitCode: 10, permission }),
  );
const unanswered = (): Promise<never> => new Promise(() => undefined);
const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-1111-4111-8111-111111111111';
const vpc = 'VPC: { Type: AWS::EC2::VPC::Id }';
const certificate = 'CertificateArnELB: { Type: String }';

/** What is typed for the one parameter; AWS's list of what there is is empty, or `facts` says why not. */
const typing = async (
  parameter: string,
  facts: Partial<Facts>,
  script: readonly Reply[],
  waited: number[] = [],
): Promise<TestPorts & { readonly value?: string }> => {
  const ports = portsWith({ facts, script });
  const clock = {
    ...ports.clock,
    sleep: (ms: number) => {
      waited.push(ms);
      return facts.exists === unanswered ? Promise.resolve() : unanswered();
    },
  };
  const [key = ''] = parameter.split(':');
  const { values } = await resolveValues(
    { product: quilt, kind: 'create', stackName: 'quilt', flags: [], template: templateWith(parameter) },
    { ...ports, clock },
  );
  expect(ports.prompt.unused).toEqual([]);
  return { ...ports, value: values.get(key)?.value };
};

const remarks = ({ events }: TestPorts): readonly string[] =>
  events.flatMap((event) => (event.type === 'note' && event.level === 'warn' ? [event.message] : []));

describe('an id that is typed', () => {
  it('is refused at the prompt where there is no such thing', async () => {
    const ports = await typing(
      vpc,
      { vpcs: () => Promise.resolve([]), exists: (_type, id) => Promise.resolve(id === 'vpc-1') },
      [
        { to: 'VPC', with: 'vpc-2' },
        { to: 'VPC', with: 'vpc-1' },
      ],
    );
    expect(ports.value).toBe('vpc-1');
    expect(ports.prompt.asked[0]?.refusals).toEqual(['There is no such VPC in us-east-1.']);
    expect(remarks(ports)).toEqual([]);
  });

  it('is taken with a remark where AWS may not be asked', async () => {
    const facts = { vpcs: () => Promise.resolve([]), exists: deniedFor('ec2:DescribeVpcs') };
    const ports = await typing(vpc, facts, [{ to: 'VPC', with: 'vpc-9' }]);
    expect(ports.value).toBe('vpc-9');
    expect(remarks(ports)).toEqual([
      'AWS did not say whether it exists (needs ec2:DescribeVpcs); CloudFormation will check.',
    ]);
  });

  it('is taken with a remark where only the product knows what it is, and AWS may not be asked', async () => {
    const facts = {
      certificates: deniedFor('acm:ListCertificates'),
      certificate: deniedFor('acm:DescribeCertificate'),
    };
    const ports = await typing(certificate, facts, [{ to: 'Certificate', with: arn }]);
    expect(ports.value).toBe(arn);
    expect(remarks(ports).at(-1)).toBe(
      'AWS did not say whether it exists (needs acm:DescribeCertificate); it is taken as typed.',
    );
  });

  it('is waited for three seconds, then taken with a remark', async () => {
    const waited: number[] = [];
    const facts = { vpcs: () => Promise.resolve([]), exists: unanswered };
    const ports = await typing(vpc, facts, [{ to: 'VPC', with: 'vpc-9' }], waited);
    expect(waited).toEqual([3_000]);
    expect(ports.value).toBe('vpc-9');
    expect(remarks(ports)).toEqual(['AWS is slow to say whether it exists; it is taken as typed.']);
  });
});
