import { expect, it } from 'vitest';
import { goesBack, stackStatuses, turnsBack } from '../../src/core/stack-status.ts';

it('a stack goes back as long as it works on its rollback, the clean-up behind it included', () => {
  expect(stackStatuses.filter(goesBack)).toEqual([
    'ROLLBACK_IN_PROGRESS',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
    'IMPORT_ROLLBACK_IN_PROGRESS',
  ]);
});

it('an operation turns back where a rollback or a delete begins, not at the clean-up that ends it', () => {
  expect(stackStatuses.filter(turnsBack)).toEqual([
    'ROLLBACK_IN_PROGRESS',
    'DELETE_IN_PROGRESS',
    'UPDATE_ROLLBACK_IN_PROGRESS',
    'IMPORT_ROLLBACK_IN_PROGRESS',
  ]);
});
