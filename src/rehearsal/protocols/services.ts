/** What the schemas do not tell of a service. The key is its signing name, which the credential scope carries. */
export interface ServiceProtocol {
  readonly protocol: 'awsQuery' | 'ec2Query' | 'awsJson' | 'restJson' | 'restXml';
  /** XML services only. */
  readonly xmlNamespace?: string;
  readonly version: string;
  /** JSON services: what comes before the operation in X-Amz-Target. */
  readonly target?: string;
  /** Answers in the partition's home region whatever region was signed for. */
  readonly global?: true;
}

const query = (host: string, version: string, more: { global?: true } = {}): ServiceProtocol => ({
  protocol: 'awsQuery',
  xmlNamespace: `${host}/doc/${version}/`,
  version,
  ...more,
});
const json = (target: string, version: string): ServiceProtocol => ({ protocol: 'awsJson', target, version });

export const serviceProtocols: Readonly<Record<string, ServiceProtocol | undefined>> = {
  cloudformation: query('http://cloudformation.amazonaws.com', '2010-05-15'),
  iam: query('https://iam.amazonaws.com', '2010-05-08', { global: true }),
  sts: query('https://sts.amazonaws.com', '2011-06-15'),
  elasticloadbalancing: query('http://elasticloadbalancing.amazonaws.com', '2015-12-01'),
  rds: query('http://rds.amazonaws.com', '2014-10-31'),
  sns: query('http://sns.amazonaws.com', '2010-03-31'),
  ec2: {
    protocol: 'ec2Query',
    xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
    version: '2016-11-15',
  },
  route53: {
    protocol: 'restXml',
    xmlNamespace: 'https://route53.amazonaws.com/doc/2013-04-01/',
    version: '2013-04-01',
    global: true,
  },
  s3: { protocol: 'restXml', xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/', version: '2006-03-01' },
  es: { protocol: 'restJson', version: '2015-01-01' },
  ses: { protocol: 'restJson', version: '2019-09-27' },
  lambda: { protocol: 'restJson', version: '2015-03-31' },
  acm: json('CertificateManager', '2015-12-08'),
  ce: json('AWSInsightsIndexService', '2017-10-25'),
  cloudtrail: json('CloudTrail_20131101', '2013-11-01'),
  ecs: json('AmazonEC2ContainerServiceV20141113', '2014-11-13'),
  kms: json('TrentService', '2014-11-01'),
  logs: json('Logs_20140328', '2014-03-28'),
  monitoring: json('GraniteServiceVersion20100801', '2010-08-01'),
  secretsmanager: json('secretsmanager', '2017-10-17'),
  servicequotas: json('ServiceQuotasV20190624', '2019-06-24'),
  ssm: json('AmazonSSM', '2014-11-06'),
};
