import { exitCodes, InstallError } from '../core/errors.ts';

interface Busy {
  readonly name: string;
  /** Its ARN, which tells the region. */
  readonly id?: string;
}

/** Somebody else's operation runs on the stack: watch it, then go on. */
export const stackBusy = ({ name, id }: Busy, cause?: unknown): InstallError => {
  const region = id?.split(':')[3];
  const resume = `quilt-install watch --stack-name ${name}${region === undefined ? '' : ` --region ${region}`}`;
  return new InstallError({
    code: 'stack-busy',
    message: `Another operation is running on stack ${name}; this run has started nothing.`,
    hint: `Follow it with ${resume}, then run this command again.`,
    exitCode: exitCodes.stillRunning,
    resume,
    cause,
  });
};
