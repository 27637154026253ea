import type { TextMessage } from '../../plugin-api/text-message.js';
import type { ReadyRequest } from './ready-request.js';

/**
 * The same request once more, with the answer that was not fit and what is wrong with it. Where the model is `auto`, the next
 * try is a harder one's: whoever failed once would be asked again.
 * A conversation has both already.
 */
export const repairOf = (request: ReadyRequest, text: string, fault: string): ReadyRequest => ({
  ...request,
  task: 'hard',
  ...(request.functions?.length && { choice: 'none' as const }),
  messages:
    request.conversation === undefined
      ? [...request.messages, { role: 'assistant', content: text }, faultMessage(fault)]
      : [faultMessage(fault)],
});

const faultMessage = (fault: string): TextMessage => ({
  role: 'user',
  content: `That JSON does not fit what was asked for: ${fault}. Answer again with the whole JSON, mended, and nothing else.`,
});
