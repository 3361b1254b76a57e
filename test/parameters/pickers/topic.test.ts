import { expect, it } from 'vitest';
import { makeAws } from '../../../src/aws/index.ts';
import { enrichmentOf } from '../../../src/parameters/enrichment.ts';
import { pickFor } from '../../../src/parameters/pickers/index.ts';
import { pickedFault } from '../../../src/parameters/pickers/lookup-picked.ts';
import { accountOfTest } from '../../helpers/account.ts';
import { quilt } from '../../helpers/products.ts';
import { templateWith } from '../ports.ts';

const arnOf = (name: string, account = '123456789012', region = 'us-east-1'): string =>
  `arn:aws:sns:${region}:${account}:${name}`;

const topicsOf = async (test: Parameters<typeof accountOfTest>[0], more = 0) => {
  const account = await accountOfTest(test);
  for (let count = 0; count < more; count += 1)
    account.state.topics.set(arnOf(`more-${count}`), { region: 'us-east-1' });
  account.state.topics.set(arnOf('far', '123456789012', 'eu-west-1'), { region: 'eu-west-1' });
  const { endpoint: url, credentials, clock, region } = account;
  const signal = new AbortController().signal;
  return makeAws({ region, env: {}, clock, signal, endpoint: { url, credentials } }).facts;
};

it('a topic is picked by its name, for a parameter whose name says that it is one', async (test) => {
  const template = templateWith(`AlarmTopicArn: { Type: String, AllowedPattern: 'arn:.*' }`);
  const [parameter] = template.parameters.values();
  const facts = await topicsOf(test);
  const picked = await pickFor(
    {
      parameter: parameter!,
      template,
      product: quilt,
      values: new Map(),
      enrichment: enrichmentOf(quilt, 'AlarmTopicArn'),
    },
    { facts, now: 0 },
  );
  const listed = { name: 'example-alerts', value: arnOf('example-alerts') };
  expect(picked).toMatchObject({ kind: 'pick', pick: { choices: [listed], best: [] } });
});

it.for([
  ['one of the list', arnOf('example-alerts'), undefined],
  ['one that comes on the second page', arnOf('more-120'), undefined],
  ["another account's, which nobody here can list", arnOf('theirs', '999999999999'), undefined],
  ["another region's", arnOf('far', '123456789012', 'eu-west-1'), undefined],
  ['one that is not there', arnOf('gone'), 'there is no such topic in us-east-1'],
  ['the ARN of a queue', 'arn:aws:sqs:us-east-1:123456789012:jobs', 'this is no ARN of an SNS topic'],
] as const)('a topic that was typed is looked up: %s', async ([, arn, fault], test) => {
  expect(await pickedFault('topic', arn, await topicsOf(test, 130))).toBe(fault);
});
