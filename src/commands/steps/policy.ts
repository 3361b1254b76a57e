import type { CommandResult } from '../../core/command.ts';
import type { Survey } from './survey.ts';

export const printPolicy = (_survey: Survey): Promise<CommandResult> =>
  Promise.reject(new Error('not built'));
