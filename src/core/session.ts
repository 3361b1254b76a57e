import type { Interrupts } from './interrupts.ts';
import type { CommandName } from './ids.ts';
import type { OptionsOf } from './options.ts';
import type { Ports } from './ports.ts';

/** Whose Route 53 is meant; both: the role is assumed by the profile. */
interface ZoneOwner {
  readonly profile?: string;
  readonly roleArn?: string;
}

/** The AWS CLI's own way of signing in. */
export interface SignInCommand {
  /** As it is typed. */
  readonly command: string;
  /** Signs in in this terminal; false if it did not succeed. */
  readonly run: () => Promise<boolean>;
}

/** AWS and all else, once a region is chosen. */
export interface Connection extends Ports {
  readonly region: string;
  /** `flag`, `answers`, `AWS_REGION`, …: the header says which. */
  readonly regionSource: string;
  /** A custom endpoint in use, without user info. */
  readonly endpoint?: string;
  /** Reads the credential chain anew, cached files included. */
  readonly reloadCredentials: () => Promise<void>;
  /** Undefined where no sign-in renews these credentials: keys, a role of a machine, a rehearsal. */
  readonly signIn: () => Promise<SignInCommand | undefined>;
  /** Route 53 as another profile or role sees it: the zone of a host is often kept in an account of its own. */
  readonly route53Of: (owner: ZoneOwner) => Pick<Ports, 'facts' | 'dns'>;
}

/** The region as the user named it, if at all, and where. */
export interface GivenRegion {
  readonly value: string | undefined;
  readonly source: string;
}

/** What a command is given: what was asked of it, and the way to the outside. */
export interface Session<out C extends CommandName = CommandName> {
  readonly options: OptionsOf<C>;
  readonly local: Pick<Ports, 'files' | 'env' | 'prompt' | 'clock' | 'emit' | 'hide' | 'caughtUp'>;
  readonly interrupts: Interrupts;
  /** Where the templates and the manual of this package are. */
  readonly packageFolder: string;
  readonly version: string;
  /** `node v20.20.0 linux x64`, where it is known. */
  readonly runtime?: string;
  /** Sample answers that stand for a missing `--answers` inside a rehearsal. */
  readonly sampleAnswers?: string;
  /** The reference template, where it may stand for a missing one (inside a rehearsal). */
  readonly sampleTemplate?: string;
  /** @param region what the command line or an answers file says; environment and profile come after it. */
  readonly connect: (region?: GivenRegion) => Promise<Connection>;
}
