import type { Response } from 'openai/resources/responses/responses';
import type { CitedAnswer } from '../../plugin-api/cited-answers.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { failed, unreadable } from '../text-generation/unusable-answer.js';
import { type AnnotatedText, citedText } from './cited-text.js';
import { SourceList } from './source-list.js';

type Json = Record<string, unknown>;

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const records = (value: unknown): Json[] => (Array.isArray(value) ? value.map(record) : []);

/** @throws ToolError where the response has no text. */
export function readCitedAnswer(response: Pick<Response, 'output'> & Partial<Response>): CitedAnswer {
  const { status, output, error, incomplete_details: incomplete } = response;
  if (status === 'failed') throw failed(error?.code);
  if (!Array.isArray(output)) throw unreadable();
  const items = records(output);
  const said = items.filter(({ type }) => type === 'message');
  const final = said.filter(({ phase }) => phase !== 'commentary');
  const parts = (final.length > 0 ? final : said).flatMap(({ content }) => records(content));
  const sources = new SourceList();
  const text = parts
    .filter(({ type, text }) => type === 'output_text' && typeof text === 'string')
    .map((part) => citedText(part as unknown as AnnotatedText, sources))
    .join('\n\n');
  const shortfall = status === 'incomplete' ? shortfallOf(incomplete?.reason) : undefined;
  if (text === '') throw nothingSaid(parts, status === 'incomplete' ? incomplete?.reason : undefined);

  const searches = searchesIn(items, sources);
  const list = sources.markdown;
  return {
    text,
    sources: sources.all,
    searches,
    markdown: list === '' ? text : `${text}\n\n${list}`,
    ...(shortfall && { shortfall }),
  };
}

/** What was searched for; the pages that were looked at are added to the list. */
function searchesIn(items: Json[], sources: SourceList): string[] {
  const searches = new Set<string>();
  for (const { type, action } of items) {
    if (type !== 'web_search_call') continue;
    const { type: kind = 'search', query, queries, url, sources: found } = record(action);
    if (kind === 'search') {
      for (const each of Array.isArray(queries) ? queries : [query])
        if (typeof each === 'string' && each !== '') searches.add(each);
      for (const page of records(found)) sources.consult(page.url);
    } else sources.consult(url);
  }
  return [...searches];
}

function nothingSaid(parts: Json[], stopped: string | undefined): ToolError {
  const refusal = parts.find(({ type }) => type === 'refusal')?.refusal;
  if (typeof refusal === 'string' || stopped === 'content_filter') {
    const words = typeof refusal === 'string' ? ` It says: ${refusal.slice(0, 500)}` : '';
    return new ToolError(
      'CONTENT_REFUSED',
      `The model refused to answer.${words}`,
      'Ask for something else.',
    );
  }
  if (stopped !== undefined)
    return new ToolError(
      'OUTPUT_INCOMPLETE',
      'The token limit was used up before any text: reasoning tokens count too.',
      'Lower effort or max_tool_calls, or raise maxOutputTokens in the settings of the plugin.',
    );
  return unreadable();
}

const shortfallOf = (reason: string | undefined): string =>
  reason === 'content_filter'
    ? "The answer was cut by OpenAI's content filter."
    : 'The answer stops at the limit of its tokens: the rest was not written.';
