import { checkIds } from '../core/ids.ts';
import type { Product } from '../core/product.ts';
import { certificateParameters, dns, hosts, ownsNotification, url } from './quilt-hosts.ts';
import { enrich } from './quilt-parameters.ts';
import { keyPrincipals, parts } from './quilt-parts.ts';
import { nextSteps } from './quilt-next-steps.ts';
import { rules, teamBucket } from './quilt-rules.ts';
import { version } from './quilt-version.ts';

/** Quilt as data: what is known by name beyond what a template says itself. A template without these loses nothing. */
export const quilt: Product = {
  id: 'quilt',
  title: 'Quilt',
  checks: checkIds,
  enrich,
  hosts,
  hostParameters: ['QuiltWebHost'],
  certificateParameters,
  rules,
  teamBucket,
  dns,
  url,
  nextSteps,
  parts,
  keyPrincipals,
  ownsNotification,
  version,
};
