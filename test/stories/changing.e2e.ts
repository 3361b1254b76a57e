import { plannedByHand, createdByHand, drifted, healed, signedIn, uploaded } from './setting.ts';
import { confirmed, everywhere, from, steps, type Story } from './story.ts';
import { tell } from './tell.ts';

const installed = ['install', ...from('store-1')];
const changed = ['upgrade', ...from('store-2'), ...confirmed];
const nested = (command: string, child: string): readonly string[] => [
  command,
  ...from('parent'),
  '--param',
  `ChildUrl=$ENDPOINT/example-lab-data/${child}.yaml`,
];

const stories: readonly Story[] = [
  {
    name: 'upgrade-unchanged',
    scenario: 'installed',
    steps: steps(['upgrade', '--reuse-template', '--dns', 'none'], ['install']),
  },
  {
    name: 'upgrade-parameters',
    scenario: 'installed',
    steps: steps([
      'upgrade',
      '--reuse-template',
      '--param',
      'ChunkedChecksums=Disabled',
      '--tag',
      'team=lab',
    ]),
  },
  {
    name: 'upgrade-replace',
    readings: everywhere,
    steps: steps(installed, ['upgrade', ...from('store-2'), '--yes'], changed),
  },
  {
    name: 'upgrade-failing',
    fail: ['Queue@update=The queue is locked'],
    steps: steps(installed, changed, ['status']),
  },
  {
    name: 'upgrade-rollback-failed',
    fail: ['DB@update=Storage is full', 'Queue@rollback=The queue is locked'],
    steps: steps(
      installed,
      changed,
      ['recover', ...confirmed, '--skip', 'DB'],
      ['recover', ...confirmed, '--skip', 'Queue'],
    ),
  },
  {
    name: 'nested',
    steps: [
      { argv: nested('install', 'child-1'), before: uploaded('child-1') },
      { argv: nested('upgrade', 'child-2'), before: uploaded('child-2') },
      { argv: ['uninstall', ...confirmed] },
    ],
  },
  {
    name: 'nested-failing',
    fail: ['Inner@create=No queues today'],
    steps: [{ argv: nested('install', 'child-1'), before: uploaded('child-1') }],
  },
  {
    name: 'nested-update-failing',
    fail: ['Added=No topics today'],
    steps: [
      { argv: nested('install', 'child-1'), before: uploaded('child-1') },
      { argv: nested('upgrade', 'child-2'), before: uploaded('child-2') },
    ],
  },
  {
    name: 'import-values',
    steps: steps(
      ['install', '--stack-name', 'importing', ...from('importer')],
      ['install', '--stack-name', 'exporting', ...from('exporter')],
      ['install', '--stack-name', 'importing', ...from('importer')],
      ['uninstall', '--stack-name', 'exporting', '--yes', '--confirm', 'exporting'],
    ),
  },
  {
    name: 'drift',
    scenario: 'installed',
    steps: [
      { argv: ['preflight', '--only', 'stack.drift'] },
      { argv: ['preflight', '--only', 'stack.drift'], before: drifted('UserAthenaResultsBucket') },
      { argv: ['status'] },
    ],
  },
  {
    name: 'fault-throttling',
    fail: ['Throttling=0.05'],
    steps: steps(installed),
  },
  {
    name: 'fault-expired-token',
    fail: ['ExpiredToken@60s'],
    steps: [{ argv: installed }, { argv: ['status'] }, { argv: ['watch'], before: signedIn }],
  },
  { name: 'fault-disconnect', fail: ['Disconnect@30s'], steps: steps(installed) },
  { name: 'fault-denied', fail: ['Deny=cloudformation:CreateChangeSet'], steps: steps(installed) },
  {
    name: 'recover-rollback-complete',
    fail: ['DB=No capacity'],
    steps: [
      { argv: installed },
      { argv: ['recover'], before: healed },
      { argv: ['recover', ...confirmed] },
      { argv: installed },
    ],
  },
  {
    name: 'recover-attended',
    fail: ['DB=No capacity'],
    readings: ['terminal'],
    steps: [
      { argv: [...installed, '--non-interactive'] },
      { argv: ['recover'], answers: [{ at: 'What now?', press: '\r' }] },
    ],
  },
  {
    name: 'recover-review',
    steps: [{ argv: ['recover', ...confirmed], before: plannedByHand('store-1') }, { argv: ['status'] }],
  },
  {
    name: 'recover-create-failed',
    fail: ['DB@create=No capacity'],
    steps: [
      { argv: ['watch'], before: createdByHand('store-1') },
      { argv: ['recover', ...confirmed] },
      { argv: ['recover', ...confirmed] },
    ],
  },
];

tell(stories);
