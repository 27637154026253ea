import type { TextMessage } from '../../plugin-api/text-message.js';
import type { ReadyRequest } from './ready-request.js';

/** The same request once more, with the answer that was not fit and what is wrong with it. */
export const repairOf = (request: ReadyRequest, text: string, fault: string): ReadyRequest => ({
  ...request,
  ...(request.functions?.length && { choice: 'none' as const }),
  messages: [...request.messages, { role: 'assistant', content: text }, faultMessage(fault)],
});

const faultMessage = (fault: string): TextMessage => ({
  role: 'user',
  content: `That JSON does not fit what was asked for: ${fault}. Answer again with the whole JSON, mended, and nothing else.`,
});
