import type { ParameterKey } from './parameter.ts';

/** Who may let people in. */
export interface SignIn {
  /** Whether a password of the product's own does. */
  readonly password: boolean;
  /** Where providers send people back to. */
  readonly redirect?: string;
  /** Providers that are switched on. */
  readonly providers: readonly {
    readonly title: string;
    /** The address of its discovery document, without the well-known part; absent where it has a fixed one. */
    readonly issuer?: string;
  }[];
}

/** How an identity provider is set up for the product. */
export interface ProviderSetup {
  /** One lower-case word: `okta`. */
  readonly id: string;
  readonly title: string;
  /** What to do at the provider, in this order. */
  readonly enter: readonly string[];
  /** What goes wrong there most. */
  readonly traps: readonly string[];
  /**
   * Values by parameter for each family of parameters a template may have; the first key of one tells whether it has
   * it. `@prompt` stands for a secret, capitals for what the provider gives.
   */
  readonly families: readonly (readonly (readonly [key: ParameterKey, value: string])[])[];
}
