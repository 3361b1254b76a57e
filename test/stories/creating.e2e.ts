import { everywhere, from, steps, type Story } from './story.ts';
import { tell } from './tell.ts';

const report = (kind: string): readonly string[] => [`--${kind}`, `$DIR/${kind}`];

const stories: readonly Story[] = [
  { name: 'install-ready', steps: steps(['install']) },
  {
    name: 'install-failing',
    readings: ['ndjson'],
    fail: ['Search=No capacity for this instance type'],
    steps: steps(['install', '--dns', 'none']),
  },
  {
    name: 'install-failing-small',
    readings: everywhere,
    fail: ['DB=No capacity for this class'],
    steps: steps(['install', ...from('store-1')], ['diagnose'], ['install', ...from('store-1')]),
  },
  {
    name: 'install-plan-only',
    steps: steps(['install', '--plan-only'], ['status']),
  },
  {
    name: 'install-detach-watch',
    steps: steps(['install', '--detach', ...from('store-1')], ['watch'], ['watch']),
  },
  { name: 'preflight-empty', scenario: 'empty', steps: steps(['preflight']) },
  { name: 'preflight-crowded', scenario: 'crowded', readings: everywhere, steps: steps(['preflight']) },
  {
    name: 'preflight-reports',
    scenario: 'crowded',
    readings: ['ndjson'],
    steps: steps([
      'preflight',
      '--only',
      'cloudtrail.capacity,acm.certificate,aws.region,network.vpc',
      ...['junit', 'markdown', 'code-quality'].flatMap(report),
    ]),
  },
  {
    name: 'preflight-fix',
    scenario: 'empty',
    steps: steps(
      ['preflight', '--fix', '--yes', '--only', 'iam.es-service-linked-role'],
      ['preflight', '--only', 'iam.es-service-linked-role'],
    ),
  },
  {
    name: 'preflight-print-policy',
    readings: ['ndjson'],
    steps: steps(['preflight', '--print-policy', ...from('store-1').slice(0, 4)]),
  },
  {
    name: 'parameters-missing',
    readings: everywhere,
    steps: steps(['install', '--answers', 'test/stories/templates/no-answers.yaml']),
  },
  {
    name: 'parameters-invalid',
    steps: steps(
      [
        'install',
        ...['AdminEmail=nobody', 'QuiltWebHost=quilt.example.com', 'DBPassword=@vault:x'].flatMap((given) => [
          '--param',
          given,
        ]),
      ],
      [
        'install',
        ...[
          'AdminEmail=nobody',
          'QuiltWebHost=quilt.example.com',
          'VPC=vpc-11111111111111111',
          'PasswordAuth=Maybe',
        ].flatMap((given) => ['--param', given]),
      ],
    ),
  },
  {
    name: 'usage-errors',
    alone: true,
    readings: everywhere,
    steps: steps(
      ['instal'],
      ['install', '--tempalte-url', 'x'],
      ['upgrade', '--template-url', 'https://b.s3.amazonaws.com/t', '--template-file', 'x'],
      ['preflight', '--wait', 'soon'],
      ['preflight', '--only', 's3.buckets'],
      ['help', 'exit-code'],
      ['outputs', '--product', 'quilted', '--region', 'us-east-1'],
      ['rehearse', '--speed', 'max', '--fail', 'Serch', '--', 'install'],
      ['rehearse', '--scenario', 'instaled', '--', 'status'],
      ['rehearse', '--', 'rehearse'],
    ),
  },
  {
    name: 'help-topics',
    alone: true,
    readings: ['plain'],
    steps: steps(
      ['help', 'exit-codes'],
      ['help', 'acm.certificate'],
      ['help', 'stack-missing'],
      ['dns', '--help'],
    ),
  },
  {
    name: 'rehearse',
    alone: true,
    steps: steps(['rehearse', '--speed', 'max', '--scenario', 'installed', '--', 'outputs']),
  },
];

tell(stories);
