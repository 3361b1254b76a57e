import { anything, regional, type ScopeContext, type ScopeRow } from './scope.ts';

/** Things of RDS that have names. */
interface NamedKind {
  /** As ARNs call it: `db` in `arn:aws:rds:us-east-1:123456789012:db:NAME`. */
  readonly kind: string;
  readonly type: string;
  /** What AWS calls its own, and types that are made with it where nothing else is named. */
  readonly ofAws?: readonly [name: string, ...types: string[]];
  /** By which properties others name one that they use. */
  readonly usedBy: readonly (readonly [type: string, property: string])[];
}

const [cluster, instance] = ['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance'];

const kinds: readonly NamedKind[] = [
  { kind: 'db', type: instance, usedBy: [[instance, 'SourceDBInstanceIdentifier']] },
  {
    kind: 'cluster',
    type: cluster,
    usedBy: [
      [instance, 'DBClusterIdentifier'],
      [cluster, 'SourceDBClusterIdentifier'],
    ],
  },
  {
    kind: 'subgrp',
    type: 'AWS::RDS::DBSubnetGroup',
    ofAws: ['default', instance, cluster],
    usedBy: [
      [instance, 'DBSubnetGroupName'],
      [cluster, 'DBSubnetGroupName'],
    ],
  },
  {
    kind: 'pg',
    type: 'AWS::RDS::DBParameterGroup',
    ofAws: ['default*', instance],
    usedBy: [[instance, 'DBParameterGroupName']],
  },
  {
    kind: 'cluster-pg',
    type: 'AWS::RDS::DBClusterParameterGroup',
    ofAws: ['default*', cluster],
    usedBy: [[cluster, 'DBClusterParameterGroupName']],
  },
  {
    kind: 'og',
    type: 'AWS::RDS::OptionGroup',
    ofAws: ['default*', instance],
    usedBy: [[instance, 'OptionGroupName']],
  },
];

/** What a database is restored from, and what is left of it. */
const snapshots: readonly NamedKind[] = [
  { kind: 'snapshot', type: instance, usedBy: [[instance, 'DBSnapshotIdentifier']] },
  { kind: 'cluster-snapshot', type: cluster, usedBy: [[cluster, 'SnapshotIdentifier']] },
];

/** Databases keep names in small letters; what CloudFormation fills in later stays as it is. */
const lowered = (name: string): string =>
  name.replace(/\$\{[^}]*\}|[^$]+/g, (part) => (part.startsWith('${') ? part : part.toLowerCase()));

const isMade = ({ names }: ScopeContext, type: string): boolean => names.ids(type).length > 0;

const used = ({ names }: ScopeContext, { usedBy }: NamedKind): readonly string[] =>
  usedBy.flatMap(([type, property]) => names.values(type, property));

/** Of another account or region where it is an ARN. */
const arns = (context: ScopeContext, kind: string, given: readonly string[]): readonly string[] =>
  [...new Set(given.map(lowered))].flatMap((name) =>
    name.startsWith('arn:') ? [name] : regional('rds', `${kind}:${name}`)(context),
  );

/**
 * The names that the template writes, and the stack's where CloudFormation makes them. What it made in earlier years
 * begins with letters of its own, so what the stack has is named as it is.
 */
const ofKind = (context: ScopeContext, one: NamedKind): readonly string[] => {
  const { names, place } = context;
  const own = isMade(context, one.type) ? names.of(one.type) : [];
  const older = names.present(one.type).filter((name) => !name.startsWith(`${place.stackName}-`));
  return arns(context, one.kind, [...own, ...older, ...used(context, one)]);
};

/** A last snapshot is named by the stack. */
const ofSnapshots = (context: ScopeContext, one: NamedKind): readonly string[] =>
  isMade(context, one.type)
    ? arns(context, one.kind, [`${context.place.stackName}-*`, ...used(context, one)])
    : [];

/** The default groups are nobody's, and every database without others is made with them. */
const defaults = (context: ScopeContext): readonly string[] =>
  kinds.flatMap(({ kind, ofAws: [name, ...types] = [''] }) =>
    types.some((type) => isMade(context, type)) ? arns(context, kind, [name]) : [],
  );

const databases = (context: ScopeContext): readonly string[] => [
  ...kinds.flatMap((one) => ofKind(context, one)),
  ...snapshots.flatMap((one) => ofSnapshots(context, one)),
  ...defaults(context),
];

const isDatabase = (type: string): boolean => /^AWS::(RDS|Neptune|DocDB)::/.test(type);

/** Whether all that the template has of RDS goes by names. */
const goesByNames = ({ names }: ScopeContext): boolean => {
  const found = names.types().filter(isDatabase);
  return found.length > 0 && found.every((type) => kinds.some((one) => one.type === type));
};

/** CloudFormation names a database of Glue by its logical id alone. */
const glueDatabases = ({ names, place }: ScopeContext): readonly string[] => {
  const type = 'AWS::Glue::Database';
  const made = names.lacks(type, 'DatabaseInput.Name') ? names.ids(type).map((id) => `${id}-*`) : [];
  const others = names
    .values('AWS::Glue::Table', 'DatabaseName')
    // A reference to a database of the template, which is among these already.
    .filter((name) => name !== `${place.stackName}-*`);
  const all = [
    ...made,
    ...names.written(type),
    ...names.values(type, 'DatabaseName'),
    ...names.present(type),
    ...others,
  ];
  // Athena takes no hyphens, so templates write the stack's name in another form: up to there it is known.
  return [...new Set(all.map((name) => lowered(name).replace(/\$\{.*$/, '*')))].sort();
};

const glueData = (context: ScopeContext): readonly string[] => [
  ...regional('glue', 'catalog')(context),
  ...glueDatabases(context).flatMap((name) =>
    regional('glue', `database/${name}`, `table/${name}/*`, `userDefinedFunction/${name}/*`)(context),
  ),
];

const onlyDatabases = ({ names }: ScopeContext): boolean =>
  names
    .types()
    .filter((type) => type.startsWith('AWS::Glue::'))
    .every((type) => /::(Database|Table|Connection)$/.test(type));

/** Scopes of databases and of the data catalog. */
export const databaseScopes: readonly ScopeRow[] = [
  { sid: 'DatabaseReads', service: 'rds', actions: /^Describe/, resources: anything },
  {
    sid: 'DatabaseBackups',
    service: 'rds',
    actions: /AutomatedBackups|ToPointInTime$/,
    when: goesByNames,
    resources: (context) => [...databases(context), ...regional('rds', 'auto-backup:*')(context)],
    comment: 'Automated backups go by ids of their own, which no name can scope.',
  },
  { sid: 'Database', service: 'rds', when: goesByNames, resources: databases },
  {
    sid: 'Databases',
    service: 'rds',
    resources: regional('rds', '*'),
    comment: 'Proxies, global clusters and others go by ids of their own, which no name can scope.',
  },
  {
    sid: 'GlueConnections',
    service: 'glue',
    actions: /Connection/,
    resources: (context) => regional('glue', 'catalog', `connection/${context.place.stackName}-*`)(context),
  },
  {
    sid: 'GlueDatabase',
    service: 'glue',
    actions: /Database|Table|UserDefinedFunction|Tag/,
    when: onlyDatabases,
    resources: glueData,
    comment: 'All of a database of the stack: its tables have names of their own.',
  },
  {
    sid: 'Glue',
    service: 'glue',
    resources: regional('glue', '*'),
    comment: 'Jobs, crawlers and what is made by them have names of their own.',
  },
];
