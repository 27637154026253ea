import { hostedToolsOf } from '../estimates/hosted-tools.js';
import { promptParts } from '../estimates/prompt-parts.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';

const CAP =
  'set max_tokens, or a smaller one (without it, as much as budget.maxOutputTokens says counts as written)';

/** What makes the worst case of a request smaller, in words for the model. */
export const waysToSave = (request: OutgoingRequest): string => `Ask for less: ${ways(request).join('; ')}.`;

function ways({ endpoint, body: { json } }: OutgoingRequest): string[] {
  const cheaper = 'take a cheaper model';
  if (endpoint.startsWith('/images/'))
    return ['set quality to low', 'draw fewer or smaller pictures', cheaper];
  if (!/^\/(responses|chat\/completions)/.test(endpoint) || json === undefined) return ['send less', cheaper];
  const searches = hostedToolsOf(json).length > 0;
  const { hidden, pictures } = promptParts(json);
  return [
    ...(searches ? ['set max_tool_calls, or a smaller one'] : []),
    ...(hidden === 'a document'
      ? ['send the text of a document: of the document itself, as much as the model reads counts']
      : []),
    CAP,
    ...(pictures.length > 0 ? ['send fewer or smaller pictures'] : []),
    cheaper,
  ];
}
