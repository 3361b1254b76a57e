import { InstallError } from '../../core/errors.ts';
import { exitCodes } from '../../core/exit-codes.ts';
import { nearest } from '../../core/nearest.ts';

export function topicUnknown(topic: string, known: Iterable<string>): InstallError {
  const near = nearest(topic, known);
  return new InstallError({
    code: 'topic-unknown',
    message: `There is no help topic "${topic.slice(0, 60)}".`,
    hint:
      near === undefined
        ? 'quilt-install help lists all topics.'
        : `Did you mean ${near}? quilt-install help lists all topics.`,
    exitCode: exitCodes.usage,
  });
}
