import { parseArn } from '../../account/arn.ts';
import { longestZone } from '../../account/zone.ts';
import { shortText } from '../../core/text.ts';
import { constraintViolation } from '../rules/constraint.ts';
import { columns, type PickMaker } from './picker.ts';

export const pickBucket: PickMaker = async (_picking, { facts }) => ({
  choices: (await facts.buckets()).map((name) => ({ name: shortText(name), value: name })),
  best: [],
});

/** Public zones; the one that answers for the product's first host is the only right one. */
export const pickHostedZone: PickMaker = async ({ product, values, template }, { facts }) => {
  const zones = (await facts.hostedZones()).filter((zone) => !zone.private);
  const [host] = product.hosts({ values, template });
  const best = host === undefined ? undefined : longestZone(zones, host);
  return {
    choices: zones.map((zone) => ({
      name: columns(shortText(zone.name), zone.id),
      short: `${shortText(zone.name)} (${zone.id})`,
      value: zone.id,
    })),
    best: best === undefined ? [] : [best.id],
    takes: best === undefined ? undefined : 'only',
  };
};

export const pickKeyPair: PickMaker = async (_picking, { facts }) => {
  const names = await facts.keyPairs();
  return { choices: names.map((name) => ({ name: shortText(name), value: name })), best: names.slice(0, 1) };
};

/** By ARN or by name, whichever the parameter takes. Which of them is meant only a person knows. */
export const pickSecret: PickMaker = async ({ parameter }, { facts }) => {
  const forms = /arn$/i.test(parameter.key) ? (['arn'] as const) : (['name', 'arn'] as const);
  const choices = (await facts.secrets()).flatMap((secret) => {
    const form = forms.find((one) => constraintViolation(parameter, secret[one]) === undefined);
    const name = shortText(secret.name);
    return form === undefined ? [] : [{ name, short: name, value: secret[form], description: secret.arn }];
  });
  return { choices, best: [] };
};

/** By ARN, known by name. Which of them is meant only a person knows. */
export const pickTopic: PickMaker = async ({ parameter }, { facts }) => ({
  choices: (await facts.topics())
    .filter((arn) => constraintViolation(parameter, arn) === undefined)
    .map((arn) => {
      const name = shortText(parseArn(arn)?.resource ?? arn);
      return { name, short: name, value: arn, description: arn };
    }),
  best: [],
});
