import { BudgetRefusal } from '../../contracts/budget-refusal.js';
import type { CallUsage } from '../../contracts/call-usage.js';
import { routingOf } from '../../contracts/route.js';
import type { RunningCall } from '../../contracts/running-call.js';
import type { ToolError } from '../../plugin-api/tool-error.js';
import type { ToolResult } from '../../plugin-api/tool-result.js';
import type { ExplainFailure } from '../explain-failure.js';
import { linkTo } from '../link-to.js';
import { blockOf } from '../offers/content-blocks.js';
import type { CallResult, CallStep, ContentBlock } from '../passage.js';
import { QuestionsAsked } from '../question.js';

export const USAGE = 'openai-mcp-host/usage';
export const NOTES = 'openai-mcp-host/notes';
export const ROUTING = 'openai-mcp-host/routing';
/** On a picture: the file that has it in full. */
export const FILE = 'openai-mcp-host/file';
const ERROR = 'openai-mcp-host/error';

/** Turns what came of the call, or what went wrong, into what the client gets; with what it used, either way. */
export const answer = (explain: ExplainFailure, usageOf: (call: RunningCall) => CallUsage): CallStep => ({
  name: 'answer',
  async pass(passage, next) {
    const { call } = passage;
    try {
      await next();
    } catch (error) {
      if (error instanceof QuestionsAsked) throw error;
      passage.failure = explain(error, call);
    }
    const { notes } = call;
    passage.result =
      passage.failure === undefined ? success(passage.output!, notes) : refusal(passage.failure, notes);
    passage.result._meta = { ...passage.result._meta, ...metaOf(call, usageOf) };
  },
});

/** What is said of a call beside its result. */
export function metaOf(
  call: RunningCall,
  usageOf: (call: RunningCall) => CallUsage,
): Record<string, unknown> {
  const { notes, routes } = call;
  const routing = routingOf(routes);
  return {
    [USAGE]: usageOf(call),
    ...(routing === undefined ? {} : { [ROUTING]: routing }),
    ...(notes.length > 0 ? { [NOTES]: notes } : {}),
  };
}

function success(output: ToolResult, notes: readonly string[]): CallResult {
  const structured = output.structured as Record<string, unknown>;
  const content: ContentBlock[] = [{ type: 'text', text: output.text ?? JSON.stringify(structured) }];
  if (notes.length > 0) content.push({ type: 'text', text: notes.map((note) => `Note: ${note}`).join('\n') });
  for (const { data, mimeType, file } of output.images) {
    const block = { type: 'image', data: Buffer.from(data).toString('base64'), mimeType } as const;
    content.push(file === undefined ? block : { ...block, _meta: { [FILE]: file.uri } });
  }
  // What another copy of the package made may not have these two.
  for (const part of [...(output.sounds ?? []), ...(output.resources ?? [])]) {
    const block = blockOf(part);
    if (block !== undefined) content.push(block);
  }
  content.push(...output.files.map(linkTo));
  return { content, structuredContent: structured };
}

/** What the client gets of a failure. */
export function refusal(failure: ToolError, notes: readonly string[]): CallResult {
  const { code, message, hint, facts } = failure;
  const { retryAfterSeconds, requestId } = facts;
  const lines = [
    `${code}: ${message}`,
    ...(hint === undefined ? [] : [hint]),
    ...notes.map((note) => `Note: ${note}`),
  ];
  const error = {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(failure instanceof BudgetRefusal && failure.budget ? { budget: failure.budget } : {}),
  };
  return { content: [{ type: 'text', text: lines.join('\n') }], isError: true, _meta: { [ERROR]: error } };
}
