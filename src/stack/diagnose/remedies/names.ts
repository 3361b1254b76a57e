import { shortText } from '../../../core/text.ts';
import { again, type Remedy } from './remedy.ts';

const name = (groups: readonly string[], at = 0): string => shortText(groups[at] ?? 'that name', 100);

/** Names that are taken, reserved or not allowed. */
export const nameRemedies: readonly Remedy[] = [
  {
    match: /Bucket name should not contain uppercase|Bucket name must not contain uppercase/i,
    meaning: (failure) =>
      `${failure.part} is a bucket named after the stack, and bucket names are lower case`,
    remedy: (failure) =>
      /[A-Z]/.test(failure.stackName)
        ? `Choose a stack name in lower case: --stack-name ${failure.stackName.toLowerCase()}. A running stack cannot be renamed: ask the vendor for a template that does not name this bucket after it.`
        : 'Ask the vendor for a template that names this bucket in lower case.',
    check: 'stack.name',
  },
  {
    match: /requested bucket name is not available|BucketAlreadyExists/i,
    meaning: () => 'somebody in the world already has a bucket of that name',
    remedy: (failure) =>
      `Choose another stack name (--stack-name), because bucket names are made from it, ${again(failure)}.`,
    check: 'stack.name',
  },
  {
    match: /(\S+) already exists in stack (\S+)/,
    meaning: (_, groups) => `${name(groups)} belongs to another stack: ${name(groups, 1)}`,
    remedy: () =>
      'Two installations cannot share it: choose another stack name, or delete the other stack if it is a leftover.',
    check: 'stack.name',
  },
  {
    match: /A policy called (\S+) already exists/,
    meaning: (_, groups) => `an IAM policy ${name(groups)} is left over from an earlier stack`,
    remedy: (failure) =>
      `See that nothing uses it (aws iam list-entities-for-policy), delete it, ${again(failure)}.`,
  },
  {
    match: /secret with this name is already scheduled for deletion/i,
    meaning: () =>
      'a secret of that name was deleted lately, and Secrets Manager keeps the name for its recovery window',
    remedy: (failure) =>
      `Restore it (aws secretsmanager restore-secret) or let it go now (aws secretsmanager delete-secret --force-delete-without-recovery), ${again(failure)}.`,
  },
  {
    match: /Resource of type '([^']+)' with identifier '([^']+)' already exists/,
    meaning: (_, groups) =>
      `${name(groups, 1)} (${name(groups)}) is there already, outside this stack: a leftover of an earlier one, or somebody's own`,
    remedy: (failure) =>
      `If it is a leftover, delete it; if it is in use, choose another stack name; ${again(failure)}.`,
    check: 'stack.name',
  },
  {
    match: /^(\S+) already exists/,
    meaning: (_, groups) => `${name(groups)} is there already, outside this stack`,
    remedy: (failure) =>
      `If it is a leftover of an earlier installation, delete it; otherwise choose another stack name; ${again(failure)}.`,
    check: 'stack.name',
  },
  {
    match: /DatabaseName (\S+) cannot be used/i,
    meaning: (_, groups) => `the database engine reserves the name ${name(groups)}`,
    remedy: () => 'Give another database name.',
  },
];
