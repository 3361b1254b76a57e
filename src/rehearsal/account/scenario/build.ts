import { emptyAccount } from '../account.ts';
import { regionsOf, withoutFargate } from '../regions.ts';
import type { AccountState } from '../state.ts';
import type { ScenarioFile } from './file/file.ts';
import type { ScenarioAccount } from './read.ts';
import { fillQuotas } from './fill.ts';
import { addResources } from './resources.ts';
import { addNetwork } from './network.ts';

const addRegions = (account: AccountState, file: ScenarioFile): void => {
  const off = new Set(file.regionsOff ?? []);
  const noFargate = new Set([...withoutFargate, ...(file.withoutFargate ?? [])]);
  for (const region of regionsOf(account.partition)) {
    const optInStatus = off.has(region.name)
      ? 'not-opted-in'
      : // The region of the answers may be one that must be asked for; then it was.
        region.name === account.region && region.optInStatus === 'not-opted-in'
        ? 'opted-in'
        : region.optInStatus;
    account.regions.set(region.name, { name: region.name, optInStatus });
    if (!noFargate.has(region.name)) account.fargateRegions.add(region.name);
  }
};

/** An account as a scenario describes it. @param now milliseconds since 1970; its dates count from it */
export function buildAccount(file: ScenarioFile, place: ScenarioAccount, now: number): AccountState {
  return filled(emptyAccount({ id: place.account, region: place.region }), file, now);
}

/** The other accounts of a scenario: all in the same world, so that a name means the same to each. */
export const otherAccounts = (home: AccountState, file: ScenarioFile, now: number): readonly AccountState[] =>
  (file.accounts ?? []).map((other) => {
    const { zones, changes, publicRecords } = home;
    const empty = emptyAccount({ id: other.id, region: home.region });
    return filled({ ...empty, zones, changes, publicRecords }, { description: other.id, ...other }, now);
  });

const filled = (account: AccountState, file: ScenarioFile, now: number): AccountState => {
  account.alias = file.alias;
  addRegions(account, file);
  addNetwork(account, file);
  addResources(account, file, now);
  for (const [key, value] of Object.entries(file.quotas ?? {})) account.quotas.set(key, value);
  Object.assign(account.lambdaConcurrency, file.lambdaConcurrency ?? {});
  account.costs = file.costs ?? {};
  account.permissions = { deny: new Set(file.deny ?? []) };
  fillQuotas(account, file.fill ?? {}, now);
  return account;
};
