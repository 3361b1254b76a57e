import { inspectedAccount, type InspectedAccount } from './account.ts';
import { started, type RunningCommand } from './running.ts';
import { AtTerminal } from './terminal.ts';

interface TestLife {
  readonly onTestFinished: (end: () => void | Promise<void>) => void;
}

/** Programs and accounts of one test, ended with it, so that tests may run side by side. */
export interface Stage {
  atTerminal(...given: ConstructorParameters<typeof AtTerminal>): AtTerminal;
  piped(...given: Parameters<typeof started>): RunningCommand;
  account(...given: Parameters<typeof inspectedAccount>): Promise<InspectedAccount>;
}

export const stage = ({ onTestFinished }: TestLife): Stage => {
  const ended = <T extends RunningCommand>(running: T): T => {
    onTestFinished(() => running.end());
    return running;
  };
  return {
    atTerminal: (...given) => ended(new AtTerminal(...given)),
    piped: (...given) => ended(started(...given)),
    account: async (...given) => {
      const account = await inspectedAccount(...given);
      onTestFinished(() => account.close());
      return account;
    },
  };
};

/** A line of progress, live or plain. */
export const progress = /\d+% · \d+(?:s|m\d\ds) · /;
/** How every command ends that goes on; a rehearsal's begins as the rehearsal did. */
export const onward = 'watch --region us-east-1';
export const resume = 'quilt-install watch --region us-east-1';
/** An install against an account of its own. */
export const install = [
  'install',
  '--template-file',
  'templates/quilt.yaml',
  '--answers',
  'templates/rehearsal/answers/ready.yaml',
  // The tool's own time and resolver are real here: fresh records would be waited for.
  '--dns',
  'none',
] as const;

/** A command line on the rehearsal account. */
export const rehearsed = (
  speed: number | 'max',
  command: readonly string[],
  ...flags: readonly string[]
): readonly string[] => ['rehearse', '--speed', String(speed), ...flags, '--', ...command];
