import { textOf } from '../model/values.ts';
import { arn, givenOr, givenOrLower, type Maker } from './making.ts';

/** Domains of the legacy and the present search service, ≤ 28 characters, all lower case. */
const searchDomain: Maker = (making) => {
  const name = givenOrLower(making, 'DomainName', 28);
  const id = arn(making, 'es', `domain/${name}`);
  return {
    physicalId: name,
    attributes: {
      Id: `${making.account.id}/${name}`,
      Arn: id,
      DomainArn: id,
      DomainEndpoint: `vpc-${name}-${making.identifiers.lowerSuffix(26)}.${making.region}.es.${making.account.dnsSuffix}`,
    },
  };
};

export const dataMakers: Readonly<Record<string, Maker>> = {
  'AWS::S3::Bucket': (making) => {
    const name = givenOrLower(making, 'BucketName', 63);
    const { dnsSuffix } = making.account;
    return {
      physicalId: name,
      attributes: {
        Arn: arn(making, 's3', name, { region: true, account: true }),
        DomainName: `${name}.s3.${dnsSuffix}`,
        DualStackDomainName: `${name}.s3.dualstack.${making.region}.${dnsSuffix}`,
        RegionalDomainName: `${name}.s3.${making.region}.${dnsSuffix}`,
        WebsiteURL: `http://${name}.s3-website-${making.region}.${dnsSuffix}`,
      },
    };
  },
  'AWS::S3::BucketPolicy': (making) => ({
    physicalId: textOf(making.properties, 'Bucket') ?? making.logicalId,
    attributes: {},
  }),
  'AWS::RDS::DBInstance': (making) => {
    const name = givenOrLower(making, 'DBInstanceIdentifier', 63);
    return {
      physicalId: name,
      attributes: {
        DBInstanceArn: arn(making, 'rds', `db:${name}`),
        DbiResourceId: `db-${making.identifiers.upperSuffix(26)}`,
        'Endpoint.Address': `${name}.${making.identifiers.lowerSuffix(12)}.${making.region}.rds.${making.account.dnsSuffix}`,
        'Endpoint.Port': textOf(making.properties, 'Port') ?? '5432',
        'Endpoint.HostedZoneId': 'Z2R2ITUGPM61AM',
        'MasterUserSecret.SecretArn': arn(
          making,
          'secretsmanager',
          `secret:rds!db-${making.identifiers.uuid()}-${making.identifiers.suffix(6)}`,
        ),
      },
    };
  },
  'AWS::RDS::DBSubnetGroup': (making) => ({
    physicalId: givenOrLower(making, 'DBSubnetGroupName', 255),
    attributes: {},
  }),
  'AWS::RDS::DBParameterGroup': (making) => ({
    physicalId: givenOrLower(making, 'DBParameterGroupName', 255),
    attributes: {},
  }),
  'AWS::Elasticsearch::Domain': searchDomain,
  'AWS::OpenSearchService::Domain': searchDomain,
  'AWS::KMS::Key': (making) => {
    const id = making.identifiers.uuid();
    return { physicalId: id, attributes: { KeyId: id, Arn: arn(making, 'kms', `key/${id}`) } };
  },
  'AWS::SecretsManager::Secret': (making) => {
    const name = textOf(making.properties, 'Name') ?? `${making.logicalId}-${making.identifiers.suffix()}`;
    const id = arn(making, 'secretsmanager', `secret:${name}-${making.identifiers.suffix(6)}`);
    return { physicalId: id, attributes: { Id: id } };
  },
  'AWS::SSM::Parameter': (making) => ({
    physicalId: givenOr(making, 'Name', 2048),
    attributes: {
      Type: textOf(making.properties, 'Type') ?? 'String',
      Value: textOf(making.properties, 'Value') ?? '',
    },
  }),
  // By the logical id alone, as in `icebergdatabase-shokfev3ftjq` (cloudformation-coverage-roadmap#2382).
  'AWS::Glue::Database': (making) => ({
    physicalId: (
      textOf(making.properties, 'DatabaseName') ??
      textOf(nested(making.properties, 'DatabaseInput'), 'Name') ??
      `${making.logicalId}-${making.identifiers.lowerSuffix(12)}`
    ).toLowerCase(),
    attributes: {},
  }),
  'AWS::Glue::Table': (making) => ({
    physicalId: givenOrLower({ ...making, properties: nested(making.properties, 'TableInput') }, 'Name', 255),
    attributes: {},
  }),
  'AWS::Athena::NamedQuery': (making) => {
    const id = making.identifiers.uuid();
    return { physicalId: id, attributes: { NamedQueryId: id } };
  },
  'AWS::Athena::WorkGroup': (making) => ({
    physicalId: givenOr(making, 'Name', 128),
    attributes: {
      CreationTime: '0',
      'WorkGroupConfiguration.EngineVersion.EffectiveEngineVersion': 'Athena engine version 3',
    },
  }),
};

const nested = (properties: Parameters<Maker>[0]['properties'], name: string): typeof properties => {
  const value = properties[name];
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as typeof properties)
    : {};
};
