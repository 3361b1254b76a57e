import {
  CreateSecret$,
  DeleteSecret$,
  DescribeSecret$,
  GetSecretValue$,
  ListSecrets$,
  PutSecretValue$,
} from '@aws-sdk/client-secrets-manager';
import { dayMs } from '../../core/duration.ts';
import { randomId, randomUuid } from '../account/random-source.ts';
import { operation, ServiceError } from '../service.ts';
import type { CallContext, Service } from '../service.ts';
import type { Secret } from '../account/state.ts';
import { pageOf, pageSize } from './paging.ts';

const find = (id: string, { account, region }: CallContext): Secret | undefined =>
  [...account.secrets.values()].find(
    (secret) => secret.region === region && (secret.name === id || secret.arn === id),
  );

const notFound = (): ServiceError =>
  new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

const existing = (id: string, context: CallContext): Secret => {
  const secret = find(id, context);
  if (secret === undefined) throw notFound();
  return secret;
};

const live = (id: string, context: CallContext, task: string): Secret => {
  const secret = existing(id, context);
  if (secret.deletedAt !== undefined)
    throw new ServiceError(
      'InvalidRequestException',
      `You can't perform this operation on the secret because it was marked for deletion${task}.`,
    );
  return secret;
};

interface CreateSecretInput {
  readonly Name: string;
  readonly Description?: string;
  readonly SecretString?: string;
  readonly ClientRequestToken?: string;
  readonly Tags?: Secret['tags'];
}

const checkAbsent = (input: CreateSecretInput, context: CallContext): void => {
  const there = find(input.Name, context);
  if (there === undefined) return;
  if (there.deletedAt !== undefined)
    throw new ServiceError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  throw new ServiceError(
    'ResourceExistsException',
    `The operation failed because the secret ${input.Name} already exists.`,
  );
};

const create = (input: CreateSecretInput, context: CallContext): object => {
  const { account, clock, region } = context;
  const again = find(input.Name, context);
  const token = input.ClientRequestToken ?? randomUuid();
  // The same token with the same value is the same request.
  if (again !== undefined && again.tokens.get(token) === (input.SecretString ?? ''))
    return { ARN: again.arn, Name: again.name, VersionId: token };
  checkAbsent(input, context);
  if ((input.Tags ?? []).length > 0) context.permit('secretsmanager:TagResource');
  const now = clock.now();
  const suffix = randomId('', 6);
  const arn = `arn:${account.partition}:secretsmanager:${region}:${account.id}:secret:${input.Name}-${suffix}`;
  account.secrets.set(arn, {
    name: input.Name,
    arn,
    region,
    description: input.Description ?? '',
    value: input.SecretString,
    versionId: token,
    tags: input.Tags ?? [],
    createdAt: now,
    changedAt: now,
    deletedAt: undefined,
    tokens: new Map([[token, input.SecretString ?? '']]),
  });
  return { ARN: arn, Name: input.Name, VersionId: token };
};

const getValue = ({ SecretId }: { SecretId: string }, context: CallContext): object => {
  const secret = live(SecretId, context, '');
  if (secret.value === undefined)
    throw new ServiceError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    );
  return {
    ARN: secret.arn,
    Name: secret.name,
    SecretString: secret.value,
    VersionId: secret.versionId,
    VersionStages: ['AWSCURRENT'],
    CreatedDate: new Date(secret.changedAt),
  };
};

interface PutSecretValueInput {
  readonly SecretId: string;
  readonly SecretString?: string;
  readonly ClientRequestToken?: string;
}

const putValue = (input: PutSecretValueInput, context: CallContext): object => {
  const secret = live(input.SecretId, context, '');
  const token = input.ClientRequestToken ?? randomUuid();
  secret.value = input.SecretString;
  secret.versionId = token;
  secret.changedAt = context.clock.now();
  secret.tokens.set(token, input.SecretString ?? '');
  return { ARN: secret.arn, Name: secret.name, VersionId: token, VersionStages: ['AWSCURRENT'] };
};

const shown = (secret: Secret): object => ({
  ARN: secret.arn,
  Name: secret.name,
  Description: secret.description,
  Tags: secret.tags,
  CreatedDate: new Date(secret.createdAt),
  LastChangedDate: new Date(secret.changedAt),
  DeletedDate: secret.deletedAt === undefined ? undefined : new Date(secret.deletedAt),
});

interface DeleteSecretInput {
  readonly SecretId: string;
  readonly RecoveryWindowInDays?: number;
  readonly ForceDeleteWithoutRecovery?: boolean;
}

const remove = (input: DeleteSecretInput, context: CallContext): object => {
  const secret = existing(input.SecretId, context);
  const now = context.clock.now();
  const force = input.ForceDeleteWithoutRecovery === true;
  if (force) context.account.secrets.delete(secret.arn);
  else secret.deletedAt = now;
  const deletion = force ? now : now + (input.RecoveryWindowInDays ?? 30) * dayMs;
  return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(deletion) };
};

interface ListSecretsInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const list = (input: ListSecretsInput, { account, region }: CallContext): object => {
  const found = [...account.secrets.values()].filter(
    (secret) => secret.region === region && secret.deletedAt === undefined,
  );
  const page = pageOf(found, pageSize(input.MaxResults, 100), input.NextToken);
  return { SecretList: page.items.map(shown), NextToken: page.next };
};

export const secretsManager: Service = {
  id: 'secretsmanager',
  operations: {
    CreateSecret: operation(CreateSecret$, create),
    GetSecretValue: operation(GetSecretValue$, getValue),
    PutSecretValue: operation(PutSecretValue$, putValue),
    DeleteSecret: operation(DeleteSecret$, remove),
    DescribeSecret: operation<{ SecretId: string }>(DescribeSecret$, ({ SecretId }, context) =>
      shown(existing(SecretId, context)),
    ),
    ListSecrets: operation(ListSecrets$, list),
  },
};
