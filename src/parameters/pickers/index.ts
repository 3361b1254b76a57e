import { longestZone } from '../../account/zone.ts';
import { InstallError } from '../../core/errors.ts';
import type { Picker } from '../../core/product.ts';
import { shortText } from '../../core/text.ts';
import { pickerOf } from '../enrichment.ts';
import type { MakePick, Pick, PickPorts, Picking } from './picker.ts';
import { pickCertificate } from './certificate.ts';
import { pickSubnets } from './subnets.ts';
import { pickSecurityGroup, pickVpc, pickVpcEndpoint } from './vpc.ts';

const pickBucket: MakePick = async (_picking, { facts }) => ({
  choices: (await facts.buckets()).map((name) => ({ name: shortText(name), value: name })),
  best: [],
  certain: false,
});

const pickHostedZone: MakePick = async ({ product, values }, { facts }) => {
  const zones = (await facts.hostedZones()).filter((zone) => !zone.private);
  const [host] = product.hosts(values);
  const best = host === undefined ? undefined : longestZone(zones, host);
  return {
    choices: zones.map((zone) => ({ name: `${shortText(zone.name)}  ${zone.id}`, value: zone.id })),
    best: best === undefined ? [] : [best.id],
    certain: best !== undefined,
  };
};

const pickers: Readonly<Record<Picker, MakePick>> = {
  certificate: pickCertificate,
  vpc: pickVpc,
  subnets: pickSubnets,
  'security-group': pickSecurityGroup,
  'vpc-endpoint': pickVpcEndpoint,
  bucket: pickBucket,
  'hosted-zone': pickHostedZone,
};

export type Picked =
  | { readonly kind: 'pick'; readonly pick: Pick }
  /** Nothing in the account is of that kind, or this is no parameter to pick for. */
  | { readonly kind: 'none' }
  /** AWS did not tell. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** What the account offers for a parameter. Never rejects for what AWS refused. */
export const pickFor = async (picking: Picking, ports: PickPorts): Promise<Picked> => {
  const picker = pickerOf(picking.product, picking.parameter);
  if (picker === undefined || picking.parameter.allowedValues !== undefined) return { kind: 'none' };
  try {
    const pick = await pickers[picker](picking, ports);
    return pick.choices.length === 0 ? { kind: 'none' } : { kind: 'pick', pick };
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    const why = error.permission === undefined ? shortText(error.message, 160) : `needs ${error.permission}`;
    return { kind: 'unreadable', why };
  }
};
