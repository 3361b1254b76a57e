/** Loaded when a chain is made; the package as a whole would bring what browsers sign in with. */
export { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
