import { commandLine } from '../core/command-line.ts';
import { defaultProductId } from './choice/choose.ts';

/** A command of ours on a stack, in words; a name that every command takes by itself is left out. */
export const commandOn = (command: string, stackName: string): string =>
  commandLine([
    'quilt-install',
    command,
    ...(stackName === defaultProductId ? [] : ['--stack-name', stackName]),
  ]);
