import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { taken } from './setting.ts';
import { confirmed, everywhere, from, steps, type Story } from './story.ts';
import { tell } from './tell.ts';

const dns = (...flags: readonly string[]): readonly string[] => ['dns', ...flags];

const stories: readonly Story[] = [
  {
    name: 'status',
    scenario: 'installed',
    readings: everywhere,
    steps: steps(['status'], ['outputs'], ['diagnose'], ['watch']),
  },
  { name: 'status-ailing', scenario: 'ailing', readings: everywhere, steps: steps(['status']) },
  {
    name: 'stack-missing',
    steps: steps(['status'], ['outputs'], ['watch'], ['recover'], dns(), ['uninstall', ...confirmed]),
  },
  {
    name: 'dns-formats',
    scenario: 'installed',
    readings: everywhere,
    steps: steps(
      dns(),
      ...['table', 'json', 'bind', 'csv', 'terraform'].map((format) => dns('--format', format)),
      dns('--record-type', 'cname', '--ttl', '60'),
    ),
  },
  {
    name: 'dns-apply-verify',
    scenario: 'installed',
    steps: steps(
      dns('--verify'),
      dns('--apply', '--verify', '--wait', '5m', '--yes'),
      dns('--apply', '--yes'),
      ['status'],
    ),
  },
  {
    name: 'dns-conflict',
    scenario: 'installed',
    steps: [
      { argv: dns('--apply', '--yes'), before: taken('quilt.data.example.com') },
      // The undo is kept beside the answers.
      {
        argv: dns('--apply', '--overwrite', '--yes', '--answers', '$DIR/answers.yaml'),
        before: (_account, folder) =>
          copyFileSync('test/stories/templates/no-answers.yaml', path.join(folder, 'answers.yaml')),
      },
    ],
  },
  {
    name: 'uninstall',
    scenario: 'installed',
    steps: steps(
      ['uninstall'],
      dns('--apply', '--yes'),
      ['uninstall', ...confirmed],
      ['uninstall', ...confirmed],
    ),
  },
  {
    name: 'uninstall-failing',
    fail: ['Topic@delete=Still in use'],
    steps: steps(
      ['install', ...from('store-1')],
      ['uninstall', ...confirmed],
      ['status'],
      ['uninstall', ...confirmed, '--retain', 'Queue'],
      ['uninstall', ...confirmed, '--retain', 'Topic'],
    ),
  },
  {
    name: 'recover-delete-failed',
    fail: ['Queue@delete=Still in use'],
    steps: steps(
      ['install', ...from('store-1')],
      ['uninstall', ...confirmed],
      ['recover'],
      ['recover', ...confirmed, '--retain', 'Queue'],
    ),
  },
];

tell(stories);
