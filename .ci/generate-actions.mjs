#!/usr/bin/env node
/**
 * Writes src/template/actions/registry.json: for each resource type the IAM actions that AWS's resource schemas list
 * for its handlers. The schemas come from a pinned wheel of c7n-awscc on PyPI, the one package that carries them whole.
 * Run it after the pin moved (it needs python3 with pip, and a network); the result is committed. With --check nothing
 * is fetched: it fails when the committed table is of another source, was edited by hand, or lacks a type that a
 * shipped template uses.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const target = 'src/template/actions/registry.json';
const wheel = {
  name: 'c7n-awscc',
  version: '0.1.38',
  sha256: '48505ea73ac6f3f03ab5c21824235ab35eeeb5dc8bde0da185c86873e8d3507e',
};
const source = `PyPI ${wheel.name} ${wheel.version}, sha256 ${wheel.sha256}`;
const sizeLimit = 100_000;

/** Services whose types are common in templates; of the rest nobody here can say what they need. */
const services = new Set(
  [
    'ApiGateway ApiGatewayV2 ApplicationAutoScaling Athena AutoScaling CertificateManager CloudFront CloudTrail',
    'CloudWatch Cognito DynamoDB EC2 ECR ECS EFS ElastiCache ElasticLoadBalancingV2 Events Glue IAM KMS Kinesis',
    'KinesisFirehose LakeFormation Lambda Logs OpenSearchService RDS Route53 S3 S3Tables SNS SQS SSM Scheduler',
    'SecretsManager ServiceDiscovery StepFunctions Synthetics WAFv2',
  ].flatMap((names) => names.split(' ')),
);
/** Families within them that an application's template hardly ever holds. */
const rare =
  /^AWS::(EC2::(TransitGateway|IPAM|Ipam|VerifiedAccess|LocalGateway|RouteServer|NetworkInsights|TrafficMirror|VPN|CapacityReservation|Carrier)|Glue::(Integration|Schema|Identity|Blueprint|Usage|Custom)|IAM::VirtualMFA|Lambda::(WebFunction|Microvm|NetworkConnector))/;
/** The package carries these without handlers; their needs are written by hand in src/template/actions. */
const withoutHandlers = new Set([
  'AWS::ElasticLoadBalancing::LoadBalancer',
  'AWS::Elasticsearch::Domain',
  'AWS::Glue::Table',
  'AWS::IAM::AccessKey',
  'AWS::Route53::RecordSetGroup',
]);

const wanted = (type) => services.has(type.split('::')[1]) && !rare.test(type);

/** Schemas speak of `s3:*` and of `s3:REST.PUT.OBJECT`: a grant names whole actions only. */
const isAction = (text) => /^[A-Za-z0-9-]+:[A-Z][A-Za-z0-9]+$/.test(text);

/** `s3: CreateBucket DeleteBucket`: each service once, then its actions. */
const line = (handlers) => {
  const actions = ['create', 'read', 'update', 'delete']
    .flatMap((kind) => handlers[kind]?.permissions ?? [])
    .filter(isAction)
    .map((action) => action.replace(/^[^:]+/, (service) => service.toLowerCase()));
  const byService = new Map();
  for (const action of [...new Set(actions)].sort()) {
    const [service, name] = action.split(':');
    byService.set(service, [...(byService.get(service) ?? []), name]);
  }
  return [...byService].flatMap(([service, names]) => [`${service}:`, ...names]).join(' ');
};

const extract = [
  'import json, sys, zipfile',
  'wheel = zipfile.ZipFile(sys.argv[1])',
  'files = [name for name in wheel.namelist() if name.endswith(".json")]',
  'schemas = [json.loads(wheel.read(name)) for name in files]',
  'json.dump({one["typeName"]: one.get("handlers", {}) for one in schemas if "typeName" in one}, sys.stdout)',
].join('\n');

const fetchHandlers = () => {
  const folder = mkdtempSync(join(tmpdir(), 'actions-'));
  try {
    const requirements = join(folder, 'requirements.txt');
    writeFileSync(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
    const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--require-hashes', '-d', folder];
    execFileSync('python3', [...pip, '-r', requirements], { stdio: ['ignore', 'ignore', 'inherit'] });
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.whl'));
    const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };
    return JSON.parse(execFileSync('python3', ['-c', extract, join(folder, file)], options));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const hashOf = (types) => createHash('sha256').update(JSON.stringify(types)).digest('hex');

const write = () => {
  const lines = Object.entries(fetchHandlers())
    .filter(([type]) => wanted(type))
    .map(([type, handlers]) => [type, line(handlers)])
    .filter(([, text]) => text !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const types = Object.fromEntries(lines);
  writeFileSync(target, `${JSON.stringify({ source, hash: hashOf(types), types }, null, 2)}\n`);
};

const shippedTypes = () =>
  ['templates', 'templates/rehearsal']
    .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
    .filter((file) => file.endsWith('.yaml'))
    // What has a fourth part is a parameter's type.
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bType: (AWS::\w+::\w+)\b(?!::)/g)])
    .map(([, type]) => type)
    // Of a trail's event selectors.
    .filter((type) => type !== 'AWS::S3::Object');

const problems = () => {
  const text = readFileSync(target, 'utf8');
  const table = JSON.parse(text);
  const missing = shippedTypes().filter((type) => !withoutHandlers.has(type) && !(type in table.types));
  return [
    ...(table.source === source ? [] : [`it is of "${table.source}", not of "${source}"`]),
    ...(table.hash === hashOf(table.types) ? [] : ['its types are not those it was written with']),
    ...(text.length <= sizeLimit ? [] : [`it is larger than ${sizeLimit} bytes`]),
    ...missing.map((type) => `it lacks ${type}`),
  ];
};

if (!process.argv.includes('--check')) write();
const found = problems();
if (found.length > 0) {
  process.stderr.write(`${target}: ${found.join('; ')}; run .ci/generate-actions.mjs\n`);
  process.exitCode = 1;
}
