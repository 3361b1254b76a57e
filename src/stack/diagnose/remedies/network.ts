import { shortText } from '../../../core/text.ts';
import { commandOn } from '../../../products/index.ts';
import { again, preflight, type Remedy } from './remedy.ts';

/** VPC, quotas, load balancer, certificates and DNS. */
export const networkRemedies: readonly Remedy[] = [
  {
    match: /maximum number of VPCs has been reached|VpcLimitExceeded/,
    meaning: () => 'the account has as many VPCs in this region as it may',
    remedy: (failure) =>
      `Bring a network of your own (parameter VPC), delete an unused VPC, or have the quota raised (vpc, L-F678F1CE), ${again(failure)}.`,
    check: 'quota.vpcs',
  },
  {
    match: /maximum number of addresses has been reached|AddressLimitExceeded/,
    meaning: () => 'the account has as many Elastic IPs in this region as it may',
    remedy: (failure) => `Release unused ones or have the quota raised (ec2, L-0263D0A3), ${again(failure)}.`,
    check: 'quota.elastic-ips',
  },
  {
    match:
      /maximum number of ([\w -]+?) has been reached|maximum (?:number of )?([\w -]*endpoints|rules per security group)/i,
    meaning: (_, groups) =>
      `the account has as many ${shortText(groups[0] ?? groups[1] ?? 'of these', 60)} in this region as it may`,
    remedy: (failure) => `Remove unused ones, or have the quota raised in Service Quotas, ${again(failure)}.`,
  },
  {
    match: /The CIDR '([^']+)' conflicts with another subnet/,
    meaning: (_, groups) => `${shortText(groups[0] ?? '', 40)} overlaps a subnet that the VPC has already`,
    remedy: () => 'Choose a range that is free in this VPC.',
    check: 'network.subnets',
  },
  {
    match: /private-dns-enabled cannot be set because there is already a conflicting DNS domain for (\S+)/,
    meaning: (_, groups) =>
      `the VPC already has an endpoint that answers for ${shortText(groups[0] ?? 'this service', 80)}`,
    remedy: () =>
      'Use that endpoint: give its id in the endpoint parameter instead of having a second one made.',
    check: 'network.endpoints',
  },
  {
    match: /resource (\S+) has a dependent object|'?(\S+?)'? has dependencies and cannot be deleted/,
    meaning: (failure) =>
      `network interfaces of something outside the stack, or of functions just deleted, still hang on ${failure.part}`,
    remedy: (failure) =>
      `AWS frees those of functions within 40 minutes: wait, then ${commandOn('recover', failure.stackName)}; others must be removed by hand (aws ec2 describe-network-interfaces).`,
  },
  {
    match: /The subnet ID '([^']+)' does not exist|InvalidSubnetID\.NotFound/,
    meaning: (_, groups) => `there is no subnet ${shortText(groups[0] ?? '', 40)} in this account and region`,
    remedy: () => `Correct the subnet parameters; ${preflight('network.subnets')} judges them.`,
    check: 'network.subnets',
  },
  {
    match: /InvalidGroup\.NotFound|security group '?([\w-]+)'? (?:does not exist|does not belong to VPC)/i,
    meaning: (_, groups) =>
      `the security group ${shortText(groups[0] ?? '', 40)} does not exist in the chosen VPC`,
    remedy: () => 'Give a security group of the same VPC as the subnets.',
    check: 'network.security-group',
  },
  {
    match: /Character sets beyond ASCII are not supported/,
    meaning: () => 'a description or name holds a character beyond ASCII, which EC2 does not take',
    remedy: () => 'Use plain letters in the parameter or stack tag that went into it.',
  },
  {
    match: /At least two subnets in two different Availability Zones/,
    meaning: () => 'a load balancer needs subnets in two availability zones and got fewer',
    remedy: () => 'Give two subnets of different zones in the subnet parameters.',
    check: 'network.subnets',
  },
  {
    match: /cannot be attached to multiple subnets in the same Availability Zone/,
    meaning: () => 'two of the load balancer’s subnets are in the same availability zone',
    remedy: () => 'Give one subnet per zone.',
    check: 'network.subnets',
  },
  {
    match: /Not enough IP space available in (subnet-\w+)/,
    meaning: (_, groups) =>
      `${shortText(groups[0] ?? 'a subnet', 40)} has fewer than the eight free addresses a load balancer needs`,
    remedy: () => 'Free some addresses there or choose larger subnets.',
    check: 'network.subnets',
  },
  {
    match:
      /certificate '?([^']*?)'? must have a fully-qualified domain name, a supported signature|CertificateNotFound|certificate .* (?:not found|does not exist)/i,
    meaning: () =>
      'the load balancer cannot use the certificate: it is not issued, in another region, or has a key it does not take',
    remedy: () =>
      `Choose an issued certificate of this region that covers the hosts; ${preflight('acm.certificate')} ranks those of the account.`,
    check: 'acm.certificate',
  },
  {
    match: /currently does not support creating load balancers/,
    meaning: () => 'AWS has not yet cleared this new account for load balancers',
    remedy: (failure) =>
      `Open a support case asking for Elastic Load Balancing to be enabled, ${again(failure)}.`,
  },
  {
    match: /cannot be deleted because deletion protection is enabled/,
    type: /LoadBalanc/,
    meaning: () => 'somebody switched on deletion protection of the load balancer',
    remedy: (failure) =>
      `Switch it off in EC2, Load Balancers, Attributes; then ${commandOn('recover', failure.stackName)}.`,
  },
  {
    match: /Target group '?(\S+?)'? is currently in use by a listener or a rule|listeners not found/i,
    meaning: () =>
      'a listener or rule made outside the stack uses its target group, or one of its own was removed by hand',
    remedy: (failure) => `Remove the foreign listener rule, then ${commandOn('recover', failure.stackName)}.`,
  },
  {
    match: /overlapping name space|ConflictingDomainExists/,
    meaning: () => 'the VPC is already tied to a private zone of the same or an overlapping name',
    remedy: () =>
      'Two installations in one VPC need different names: choose another stack name, or remove the old private zone if it is a leftover.',
  },
  {
    match: /hosted zone contains non-required resource record sets/,
    meaning: () => 'records that the stack did not make are still in its hosted zone',
    remedy: (failure) => `Delete them in Route 53, then ${commandOn('recover', failure.stackName)}.`,
  },
  {
    match: /Tried to create resource record set \[name='([^']+)'.*already exists/,
    meaning: (_, groups) => `${shortText(groups[0] ?? 'the name', 80)} already has a record`,
    remedy: () =>
      'See what it points to and delete it if nobody needs it; quilt-install dns can replace a record with --overwrite.',
    check: 'dns.hostnames-free',
  },
];
