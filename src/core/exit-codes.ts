/** Every exit code of the contract; scripts depend on these numbers. */
export const exitCodes = {
  succeeded: 0,
  unexpected: 1,
  usage: 2,
  checkFailed: 3,
  strict: 4,
  rolledBack: 5,
  needsPerson: 6,
  stillRunning: 7,
  declined: 8,
  dnsFailed: 9,
  noAccess: 10,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
