import type { ToolError } from '../plugin-api/tool-error.js';
import type { CallResult } from './passage.js';
import type { Question } from './question.js';

/** How a call ended: with a result, or with questions that must be answered before it can be run again. */
export type CallOutcome = { result: CallResult; failure?: ToolError } | { questions: readonly Question[] };
