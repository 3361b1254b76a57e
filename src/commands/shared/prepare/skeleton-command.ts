import { commandLine } from '../../../core/command-line.ts';
import type { CommandContext } from '../context.ts';
import { valueFlags } from '../deploy/typed-flags.ts';
import { commandOf } from '../next-command.ts';

/** Fresh names: a shell empties the file it writes to before the command reads it. */
const skeletonFile = (answers: string | undefined): string =>
  answers === 'answers-to-fill-in.yaml' ? 'answers-to-fill-in-2.yaml' : 'answers-to-fill-in.yaml';

/** Prints an answers file for the same template. Values stay out, and so does a signed address: they may be secrets. */
export function skeletonCommand(
  { options }: Pick<CommandContext['session'], 'options'>,
  kind: 'create' | 'update',
): string {
  const { answers, profile, region, stackName, templateUrl } = options;
  const words = [
    ...valueFlags({
      options: {
        ...options,
        param: undefined,
        templateUrl: templateUrl?.includes('?') ? 'URL' : templateUrl,
      },
    }),
    ...(options.reuseTemplate ? ['--reuse-template'] : []),
    ...(stackName === undefined ? [] : ['--stack-name', stackName]),
    ...(region === undefined ? [] : ['--region', region]),
    ...(profile === undefined ? [] : ['--profile', profile]),
  ];
  return `${commandLine(['quilt-install', commandOf(kind), ...words, '--print-answers'])} > ${skeletonFile(answers)}`;
}
