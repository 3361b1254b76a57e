import { actionsOf } from '../../core/iam-actions.ts';
import type { DeploymentTarget } from '../../core/check.ts';
import type { Grant } from './grant.ts';
import { installGrants } from './install-grants.ts';
import { preflightGrants } from './preflight-grants.ts';

/** With a service role CloudFormation acts with that role, and the caller only hands it over. */
const passRole: Grant = {
  sid: 'InstallPassRole',
  essential: true,
  actions: actionsOf('iam', 'PassRole'),
  resources: ({ target }) => (target.roleArn === undefined ? [] : [target.roleArn]),
  condition: () => ({ StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }),
};

export const grantsFor = (target: Pick<DeploymentTarget, 'roleArn'>): readonly Grant[] => [
  ...preflightGrants,
  ...installGrants,
  ...(target.roleArn === undefined ? [] : [passRole]),
];
