import path from 'node:path';
import { files } from '../cases/templates.ts';
import { stories as cases, type Story } from '../cases/stories.ts';

const fresh = ['install', '--template-file', path.resolve('templates/quilt.yaml')];

/** What is begun at the terminal; nothing is agreed to beforehand. */
export const stories: Readonly<Record<string, Story>> = {
  'install on ready': { argv: fresh, account: { scenario: 'ready' } },
  'install on empty': { argv: fresh, account: { scenario: 'empty' } },
  'install of a file to upload': {
    argv: ['install', '--template-file', files.large, '--param', 'AdminPassword=@generate'],
    account: { scenario: 'ready' },
  },
  upgrade: {
    argv: ['upgrade', '--template-file', files.largeChanged],
    account: { scenario: 'installed' },
  },
  uninstall: { ...cases.uninstall, argv: ['uninstall'] },
  'recover a rollback': { ...cases['recover a rollback'], argv: ['recover'] },
  'recover a leftover': { ...cases['recover a leftover'], argv: ['recover'] },
  'dns --apply': { ...cases['dns --apply'], argv: ['dns', '--apply'] },
  'preflight --fix': { argv: ['preflight', '--fix'], account: { scenario: 'empty' } },
};

const names = Object.keys(stories);

/** The story a seed plays, so that seeds in a row play them all. */
export const storyOf = (seed: number): string => names[seed % names.length] ?? names[0]!;
