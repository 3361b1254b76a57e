import type { AccountState } from '../../account/state.ts';
import { refusal, type Rule } from './failures/creation-rule.ts';
import type { Effect } from './effect.ts';

/** The name of the one recorder of AWS Config that a region may have; undefined where it has none. */
export const recorderIn = ({ configRecorders }: AccountState, region: string): string | undefined =>
  [...configRecorders].find(([, one]) => one.region === region)?.[0];

export const recorder: Effect = {
  add: ({ world, region, physicalId }) => void world.account.configRecorders.set(physicalId, { region }),
  remove: ({ world, physicalId }) => void world.account.configRecorders.delete(physicalId),
};

export const configRecorder: Rule = (creation) =>
  recorderIn(creation.world.account, creation.stack.region) === undefined
    ? undefined
    : refusal(
        creation,
        `Failed to put configuration recorder '${creation.physicalId}' because the maximum number of configuration recorders: 1 is reached.`,
        'ServiceLimitExceeded',
      );

export const configRule: Rule = (creation) =>
  recorderIn(creation.world.account, creation.stack.region) === undefined
    ? refusal(creation, 'Configuration recorder is not available to put config rule.')
    : undefined;
