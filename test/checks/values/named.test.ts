import { keyPair } from '../../../src/checks/values/key-pair.ts';
import { valuesExist } from '../../../src/checks/values/existence.ts';
import type { Facts } from '../../../src/core/ports.ts';
import type { NamedThing } from '../../../src/core/product.ts';
import { parseTemplate } from '../../../src/template/index.ts';
import { quilt } from '../../helpers/products.ts';
import { answering, denied, type Situation } from '../facts.ts';
import { judgeTable } from '../table.ts';

const template = (type: string) =>
  parseTemplate(`Parameters: {It: {Type: "${type}"}}\nResources: {T: {Type: "AWS::SNS::Topic"}}`);

/** A product that knows what `It` names. */
const naming = (
  names: NamedThing,
  value: string | undefined,
  facts: Partial<Facts> = {},
  type = 'String',
): Situation => ({
  facts,
  target: { template: template(type), product: { ...quilt, enrich: { It: { names } } } },
  values: value === undefined ? {} : { It: value },
});
const there = (...present: readonly string[]): Partial<Facts> => ({
  exists: (type, id) => Promise.resolve(present.includes(`${type} ${id}`)),
});
const bucket = (state: 'ours' | 'absent' | 'denied'): Partial<Facts> => ({
  bucket: answering(state === 'ours' ? { state, region: 'us-east-1' } : { state }),
});
/** A stack whose bucket `lab` was made by this parameter. */
const upgrading = (value: string): Situation => {
  const made = {
    logicalId: 'Packages',
    type: 'AWS::S3::Bucket',
    physicalId: 'lab',
    status: 'CREATE_COMPLETE',
  };
  const { target, values } = naming('new-bucket', value);
  const facts = { ...bucket('ours'), stackResources: answering([made]) };
  return { facts, target: { ...target, kind: 'update' }, values };
};
const pair = 'AWS::EC2::KeyPair::KeyName';

judgeTable(keyPair, [
  ['none taken', naming('bucket', 'lab'), 'skipped', /Nothing here/],
  ['empty', naming('key-pair', ''), 'skipped', /It names no key pair/],
  ['not given yet', naming('key-pair', undefined), 'skipped', /no value for It/],
  ['there', naming('key-pair', 'ops', there(`${pair} ops`)), 'pass', /ops/],
  [
    'not there',
    naming('key-pair', 'opps', there(`${pair} ops`)),
    'fail',
    /no key pair opps in us-east-1 \(It\).*create-key-pair/,
  ],
  [
    'by the type alone, of a product that knows nothing',
    {
      facts: there(),
      target: { template: template(pair), product: { ...quilt, enrich: {} } },
      values: { It: 'ops' },
    },
    'fail',
    /no key pair ops/,
  ],
  [
    'denied',
    naming('key-pair', 'ops', { exists: denied('ec2:DescribeKeyPairs') }),
    'unknown',
    /ec2:DescribeKeyPairs/,
  ],
]);

judgeTable(valuesExist, [
  ['none taken', naming('key-pair', 'ops'), 'skipped', /No parameter names/],
  ['empty', naming('secret', ' '), 'skipped', /nothing named/],
  [
    'a secret',
    naming('secret', 'team/db', there('AWS::SecretsManager::Secret team/db')),
    'pass',
    /secret team\/db/,
  ],
  [
    'a secret that is not there',
    naming('secret', 'team/db', there()),
    'fail',
    /no secret team\/db in us-east-1 \(It\)/,
  ],
  [
    'one of several SSM parameters',
    naming('ssm-parameter', '/a, /b', there('AWS::SSM::Parameter::Name /a')),
    'fail',
    /no SSM parameter \/b in us-east-1/,
  ],
  ['SSM parameters', naming('ssm-parameter', '/a', there('AWS::SSM::Parameter::Name /a')), 'pass'],
  ['a bucket', naming('bucket', 'lab', bucket('ours')), 'pass', /s3:\/\/lab/],
  ['a bucket that is not there', naming('bucket', 'lab', bucket('absent')), 'fail', /no bucket lab/],
  ['a bucket that is closed', naming('bucket', 'lab', bucket('denied')), 'unknown', /another account/],
  ['no name for a bucket', naming('bucket', 'Lab'), 'fail', /capital/],
  ['a new bucket', naming('new-bucket', 'lab', bucket('absent')), 'pass', /free/],
  [
    'a new bucket that is there',
    naming('new-bucket', 'lab', bucket('ours')),
    'fail',
    /this account has it already/,
  ],
  [
    'a new bucket that a stranger has',
    naming('new-bucket', 'lab', bucket('denied')),
    'fail',
    /somebody has it/,
  ],
  ['the new bucket of before, on an update', upgrading('lab'), 'pass', /this stack's own/],
  ['another one that is there, on an update', upgrading('other'), 'fail', /this account has it already/],
  ['no name for a new bucket', naming('new-bucket', 'lab_data'), 'fail', /cannot be a bucket/],
  [
    'denied',
    naming('secret', 's', { exists: denied('secretsmanager:DescribeSecret') }),
    'unknown',
    /DescribeSecret/,
  ],
]);
