import type { Check, CheckInput, Verdict } from '../../core/check.ts';
import { shellWord } from '../../core/command-line.ts';
import { shortText } from '../../core/text.ts';
import { fail, listed, notNeeded, pass, worst } from '../verdicts.ts';
import { namedBy, namingKeys, type Named } from './named.ts';

const judgeOne = async ({ facts, target }: CheckInput, { key, name }: Named): Promise<Verdict> => {
  const shown = shortText(name, 255);
  return (await facts.exists('AWS::EC2::KeyPair::KeyName', name))
    ? pass(shown)
    : fail(
        `There is no key pair ${shown} in ${target.region} (${key}).`,
        `Correct ${key}, or make one and keep its file: aws ec2 create-key-pair --region ${target.region} --key-name ${shellWord(shown)} --query KeyMaterial --output text`,
      );
};

const judge = async (input: CheckInput): Promise<Verdict> => {
  const { product, template } = input.target;
  const keys = namingKeys(product, template, 'key-pair');
  if (keys.length === 0) return notNeeded('Nothing here takes a key pair.');
  const named = namedBy(input, 'key-pair');
  if (named.length === 0) return notNeeded(`${listed(keys)} names no key pair.`);
  return worst(await Promise.all(named.map((one) => judgeOne(input, one))));
};

export const keyPair: Check<'ec2.key-pair'> = {
  id: 'ec2.key-pair',
  category: 'Account',
  title: 'The key pair is there',
  needs: (product, template) => namingKeys(product, template, 'key-pair'),
  judge,
};
