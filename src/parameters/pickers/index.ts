import type { Picker } from '../../core/product.ts';
import { pickerOf } from '../enrichment.ts';
import { whyUnknown } from '../rules/lookup.ts';
import type { PickMaker, PickList, PickPorts, PickRequest } from './picker.ts';
import { pickCertificate } from './certificate.ts';
import { pickHost } from './host.ts';
import { pickBucket, pickHostedZone, pickKeyPair, pickSecret, pickTopic } from './simple.ts';
import { pickSubnets } from './subnets.ts';
import { pickSecurityGroup, pickVpc, pickVpcEndpoint } from './vpc.ts';

const pickers: Readonly<Record<Picker, PickMaker>> = {
  certificate: pickCertificate,
  host: pickHost,
  vpc: pickVpc,
  subnets: pickSubnets,
  'security-group': pickSecurityGroup,
  'vpc-endpoint': pickVpcEndpoint,
  bucket: pickBucket,
  'key-pair': pickKeyPair,
  'hosted-zone': pickHostedZone,
  secret: pickSecret,
  topic: pickTopic,
};

export type PickResult =
  | { readonly kind: 'pick'; readonly pick: PickList }
  /** Nothing in the account is of that kind, or this is no parameter to pick for. */
  | { readonly kind: 'none' }
  /** AWS did not tell. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** What the account offers for a parameter. Never rejects for what AWS refused. */
export async function pickFor(request: PickRequest, ports: PickPorts): Promise<PickResult> {
  const picker = pickerOf(request.product, request.parameter);
  if (picker === undefined || request.parameter.allowedValues !== undefined) return { kind: 'none' };
  try {
    const pick = await pickers[picker](request, ports);
    return pick.choices.length === 0 ? { kind: 'none' } : { kind: 'pick', pick };
  } catch (error) {
    return { kind: 'unreadable', why: whyUnknown(error) };
  }
}
