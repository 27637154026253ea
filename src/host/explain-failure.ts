import type { ErrorTranslator } from '../contracts/error-translator.js';
import type { Logger } from '../plugin-api/logger.js';
import { ToolError } from '../plugin-api/tool-error.js';
import type { HostCall } from './host-call.js';

/** Puts whatever was thrown into words that may reach the model. */
export type ExplainFailure = (error: unknown, call: HostCall) => ToolError;

/** What nobody foresaw goes to the log in full, and to the model not at all. */
export const explainFailure =
  (translators: readonly ErrorTranslator[], logger: Logger): ExplainFailure =>
  (error, call) => {
    const reason = call.signal.aborted ? call.signal.reason : undefined;
    if (ToolError.is(reason)) return reason;
    if (reason !== undefined) return new ToolError('CANCELLED', 'The client cancelled the call.');
    if (ToolError.is(error)) return error;
    for (const translate of translators) {
      const known = translate(error);
      if (known !== undefined) return known;
    }
    logger.error(`${call.tool} failed.`, { error, call: call.id });
    return new ToolError(
      'INTERNAL_ERROR',
      `${call.tool} failed in a way that it did not foresee.`,
      `The server log has the reason, under the call ${call.id}.`,
    );
  };
