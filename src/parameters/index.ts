/** The parameters of the template in hand: where each value comes from, whether it fits, and who is asked. */
export type { AnsweredDns, AnsweredTemplate, Answers } from './answers.ts';
export { answersFrom, type AnswersFields } from './answers-from.ts';
export { parseAnswers, readAnswers } from './answers-read.ts';
export { formatAnswers, writeAnswers } from './answers-write.ts';
export { secretName } from './generate.ts';
export { makeSecrets, putBackSecrets, type MadeSecret } from './secrets.ts';
export { settleParameters } from './settle.ts';
export type { Settled, SettlePorts, SettleRequest } from './settled.ts';
