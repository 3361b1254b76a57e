/** The parameters of the template in hand: where each value comes from, whether it fits, and who is asked. */
export type { AnsweredParameters, AnsweredTemplate, Answers } from './answers/answers.ts';
export { answersFrom } from './answers/from-values.ts';
export { readAnswers } from './answers/read.ts';
export { settingsAnswered } from './answers/from-settings.ts';
export { answersSkeleton } from './answers/skeleton.ts';
export { formatSkeleton } from './answers/write-skeleton.ts';
export { schemaLine } from './answers/schema-line.ts';
export { settings, type Settings, type TemplateOrigin } from './answers/settings.ts';
export { writeAnswers } from './answers/write.ts';
export { changedAnswers, withParameters } from './answers/write-back.ts';
export { secretName } from './references/generate.ts';
export { isReference } from './references/reference.ts';
export { makeSecrets, putBackSecrets, type MadeSecret } from './references/secrets.ts';
export { isMisnamed } from './sources/gather-values.ts';
export { resolveValues } from './resolve-values.ts';
export type { Finding, Creator, Offer, ResolvedValues, ResolvePorts, ResolveRequest } from './types.ts';
