import { badRequest, missing } from '../api-error.js';
import { lookAtImage } from '../look-at-image.js';
import type { Earlier, PictureShown, Question } from '../question.js';
import type { WireJson } from '../wire-json.js';

const textOf = (content: WireJson): string => {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part) => part?.text ?? part?.refusal ?? '').join('');
};

const picturesOf = (content: WireJson, param: string): PictureShown[] =>
  (Array.isArray(content) ? content : []).flatMap((part, at) => {
    if (part?.type !== 'input_image') return [];
    return part.file_id
      ? [{ description: `the uploaded ${part.file_id}` }]
      : [lookAtImage(part.image_url, `${param}[${at}].image_url`)];
  });

const choiceOf = (choice: WireJson): Question['choice'] => {
  if (choice?.type === 'function') return { only: [choice.name], must: true, never: false };
  if (choice?.type === 'allowed_tools') {
    return {
      only: choice.tools?.map((tool: WireJson) => tool.name) ?? [],
      must: choice.mode === 'required',
      never: false,
    };
  }
  return { must: choice === 'required', never: choice === 'none' };
};

const itemsOf = (input: unknown): WireJson[] => {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  if (Array.isArray(input)) return input;
  if (input === undefined) throw missing('input');
  throw badRequest(
    "Invalid type for 'input': expected one of a string or array of objects.",
    'input',
    'invalid_type',
  );
};

/** What was asked earlier stands in where this request carries only what a tool returned. */
export const readResponses = (body: WireJson, earlier?: Earlier): Question => {
  const items = itemsOf(body.input);
  const last = items.findLastIndex((item) => item?.role === 'user');
  const later = items.slice(last + 1).findLast((item) => item?.type === 'function_call_output');
  const output = later === undefined ? undefined : textOf(later.output) || JSON.stringify(later.output);
  const content = items[last]?.content;
  return {
    model: body.model,
    asked: textOf(content) || (earlier?.asked ?? ''),
    earlier,
    text: [
      body.instructions ?? '',
      ...items.map((item) => textOf(item?.content ?? item?.output ?? item?.arguments)),
    ].join(''),
    pictures: picturesOf(content, `input[${last}].content`),
    toolOutput: output,
    tools: (body.tools ?? []).filter((tool: WireJson) => tool?.type === 'function'),
    choice: choiceOf(body.tool_choice),
    format: body.text?.format,
    mostTokens: body.max_output_tokens ?? undefined,
  };
};
