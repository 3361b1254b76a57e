import type { Service } from '../service.ts';
import { acm } from './acm/index.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { costExplorer } from './cost-explorer.ts';
import { ec2 } from './ec2/index.ts';
import { ecs } from './ecs.ts';
import { elasticsearch } from './elasticsearch.ts';
import { iam } from './iam/index.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda.ts';
import { loadBalancing } from './load-balancing.ts';
import { logs } from './logs.ts';
import { rds } from './rds/index.ts';
import { route53 } from './route53/index.ts';
import { s3 } from './s3/index.ts';
import { secretsManager } from './secrets-manager.ts';
import { serviceQuotas } from './service-quotas.ts';
import { ses } from './ses.ts';
import { sns } from './sns.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';

/** Every service but CloudFormation, which has a state of its own. */
export const services: readonly Service[] = [
  acm,
  cloudtrail,
  cloudwatch,
  costExplorer,
  ec2,
  ecs,
  elasticsearch,
  iam,
  kms,
  lambda,
  loadBalancing,
  logs,
  rds,
  route53,
  s3,
  secretsManager,
  serviceQuotas,
  ses,
  sns,
  ssm,
  sts,
];
