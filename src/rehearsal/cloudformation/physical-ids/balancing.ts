import { listOf, textOf } from '../model/values.ts';
import { arn, generatedName, type Maker, type ResourceIdentity } from './making.ts';

/** Route 53 zones of application load balancers per region, as the ELB endpoint list has them. */
const canonicalZones: Readonly<Record<string, string>> = {
  'us-east-1': 'Z35SXDOTRQ7X7K',
  'us-east-2': 'Z3AADJGX6KTTL2',
  'us-west-1': 'Z368ELLRRE2KJ0',
  'us-west-2': 'Z1H1FL5HABSF5',
  'ca-central-1': 'ZQSVJUPU6J1EY',
  'sa-east-1': 'Z2P70J7HTTTPLU',
  'eu-central-1': 'Z215JYRZR1TBD5',
  'eu-west-1': 'Z32O12XQLNTSW2',
  'eu-west-2': 'ZHURV8PSTC4K8',
  'eu-west-3': 'Z3Q77PNBQS71R4',
  'eu-north-1': 'Z23TAZ6LKFMNIO',
  'ap-south-1': 'ZP97RAFLXTNZK',
  'ap-southeast-1': 'Z1LMS91P8CMLE5',
  'ap-southeast-2': 'Z1GM3OXH4ZPM65',
  'ap-northeast-1': 'Z14GRHDCWA56QT',
  'ap-northeast-2': 'ZWKZPGTI48KDX',
  'us-gov-west-1': 'Z33AYJ8TM3BH4J',
  'us-gov-east-1': 'Z166TLBEWOO7G0',
};

export const canonicalZoneOf = (region: string): string => canonicalZones[region] ?? 'Z35SXDOTRQ7X7K';

/** `Udagra-WebAp-Epl4ulsUK9dr`: load balancer and target group names get 6 and 5 characters and a suffix. */
const shortName = (making: ResourceIdentity): string =>
  textOf(making.properties, 'Name') ??
  `${making.stackName.slice(0, 6)}-${making.logicalId.slice(0, 5)}-${making.identifiers.suffix()}`;

/** `app/name/0123456789abcdef` out of a load balancer's or listener's ARN. */
const pathOf = (id: string, kind: string): string => id.split(`:${kind}/`)[1] ?? id;

export const balancingMakers: Readonly<Record<string, Maker>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (making) => {
    const name = shortName(making);
    const kind = textOf(making.properties, 'Type') === 'network' ? 'net' : 'app';
    const fullName = `${kind}/${name}/${making.identifiers.hex(16)}`;
    const id = arn(making, 'elasticloadbalancing', `loadbalancer/${fullName}`);
    const internal = textOf(making.properties, 'Scheme') === 'internal';
    const host = `${internal ? 'internal-' : ''}${name}-${making.identifiers.digits(9)}`;
    return {
      physicalId: id,
      attributes: {
        LoadBalancerArn: id,
        LoadBalancerName: name,
        LoadBalancerFullName: fullName,
        DNSName: `${host}.${making.region}.elb.${making.account.dnsSuffix}`,
        CanonicalHostedZoneID: canonicalZoneOf(making.region),
        SecurityGroups: listOf(making.properties, 'SecurityGroups').map(String),
      },
    };
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': (making) => {
    const name = shortName(making);
    const fullName = `targetgroup/${name}/${making.identifiers.hex(16)}`;
    const id = arn(making, 'elasticloadbalancing', fullName);
    return {
      physicalId: id,
      attributes: {
        TargetGroupArn: id,
        TargetGroupName: name,
        TargetGroupFullName: fullName,
        LoadBalancerArns: [],
      },
    };
  },
  'AWS::ElasticLoadBalancingV2::Listener': (making) => {
    const balancer = pathOf(textOf(making.properties, 'LoadBalancerArn') ?? 'app/balancer/0', 'loadbalancer');
    const id = arn(making, 'elasticloadbalancing', `listener/${balancer}/${making.identifiers.hex(16)}`);
    return { physicalId: id, attributes: { ListenerArn: id } };
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': (making) => {
    const listener = pathOf(textOf(making.properties, 'ListenerArn') ?? 'app/balancer/0/0', 'listener');
    const id = arn(making, 'elasticloadbalancing', `listener-rule/${listener}/${making.identifiers.hex(16)}`);
    return { physicalId: id, attributes: { RuleArn: id, IsDefault: 'false' } };
  },
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': (making) => {
    const id = generatedName(making, 64, making.identifiers.suffix());
    return { physicalId: id, attributes: { Id: id } };
  },
};
