import type { Properties } from '../model/values.ts';
import type { World } from '../model/world.ts';

/** What the rest of the account sees of a resource once it is there. */
export interface Effect {
  readonly add: (subject: AffectingResource) => void;
  readonly remove: (subject: AffectingResource) => void;
  /** A change in place, of what would lose something if it were removed and added again. */
  readonly change?: (after: AffectingResource) => void;
}

export interface AffectingResource {
  readonly world: World;
  readonly region: string;
  readonly physicalId: string;
  readonly properties: Properties;
  readonly attribute: (name: string) => string;
}
