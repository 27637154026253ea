import { type CallCheck, callCheck } from './checked-calls.js';
import { type JsonCheck, jsonCheck } from './json-check.js';
import type { ReadyRequest } from './ready-request.js';

/** What an answer is held against. */
export interface AnswerChecks {
  calls: CallCheck;
  /** Only where a format was asked for. */
  json: JsonCheck | undefined;
}

/** Made before anything is spent: schemas that are none are refused here. */
export const answerChecks = async ({ functions = [], format }: ReadyRequest): Promise<AnswerChecks> => ({
  calls: await callCheck(functions),
  json: format && (await jsonCheck(format)),
});
