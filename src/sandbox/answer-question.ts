import { badRequest } from './api-error.js';
import { countCached } from './count-cached.js';
import { countDocumentTokens, countImageTokens, countTokens } from './count-tokens.js';
import { exampleOfSchema } from './example-of-schema.js';
import type { Answer, Question, SandboxTool } from './question.js';

const QUOTED = 300;
const DISCLAIMER = 'No model was asked: this is the built-in sandbox.';

const quote = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line;
};

const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);

/** The tool whose name and description share most words with what was asked; the first, among equals. */
const bestTool = (tools: SandboxTool[], asked: string): SandboxTool => {
  const wanted = words(asked);
  const score = (tool: SandboxTool) =>
    [...words(`${tool.name.replace(/[_-]/g, ' ')} ${tool.description ?? ''}`)].filter((word) =>
      wanted.has(word),
    ).length;
  return tools.reduce((best, tool) => (score(tool) > score(best) ? tool : best));
};

const toolToCall = ({ tools, choice, asked, toolOutput }: Question): SandboxTool | undefined => {
  const offered = choice.only ? tools.filter((tool) => choice.only?.includes(tool.name)) : tools;
  if (choice.must && !offered.length)
    throw badRequest("Tool choice names no tool in 'tools'.", 'tool_choice');
  if (choice.never || !offered.length || (toolOutput !== undefined && !choice.must)) return undefined;
  return bestTool(offered, asked);
};

const write = (question: Question): string => {
  const { asked, pictures, documents = [], sounds = [], earlier, toolOutput, format, nth = 0 } = question;
  const which = nth === 0 ? '' : ` ${nth + 1}`;
  if (format?.type === 'json_schema') return JSON.stringify(exampleOfSchema(format.schema ?? {}));
  if (format?.type === 'json_object')
    return JSON.stringify({ answer: `Sandbox answer${which} to: ${quote(asked)}` });
  const parts = [`Sandbox answer${which} to: "${quote(asked)}"`];
  const shown = [...pictures, ...documents, ...sounds].map(({ description }) => description);
  if (shown.length) parts.push(`It came with ${shown.join(' and ')}.`);
  if (earlier?.asked && earlier.asked !== asked) parts.push(`Before that: "${quote(earlier.asked)}"`);
  if (toolOutput !== undefined) parts.push(`The tool returned: ${quote(toolOutput)}`);
  return [...parts, DISCLAIMER].join('\n');
};

/** What the sandbox says: a call of a fitting tool, JSON that fits the schema, or a line that repeats the question. */
export const answerQuestion = (question: Question): Answer => {
  const audioTokens = (question.sounds ?? []).reduce((sum, sound) => sum + sound.tokens, 0);
  const earlierTokens = question.earlier?.tokens ?? 0;
  const inputTokens =
    countTokens(question.text) +
    countTokens(question.tools.length ? JSON.stringify(question.tools) : '') +
    question.pictures.reduce((sum, picture) => sum + countImageTokens(picture), 0) +
    (question.documents ?? []).reduce((sum, document) => sum + countDocumentTokens(document), 0) +
    audioTokens +
    earlierTokens;
  const tokens = { inputTokens, cachedTokens: countCached(earlierTokens), audioTokens };
  const tool = toolToCall(question);
  if (tool) {
    const args = JSON.stringify(exampleOfSchema({ type: 'object', ...tool.parameters }));
    const calls = [{ name: tool.name, arguments: args }];
    return { calls, cut: false, ...tokens, outputTokens: countTokens(tool.name + args) };
  }
  const whole = write(question);
  const most = question.mostTokens ?? Number.POSITIVE_INFINITY;
  const cut = countTokens(whole) > most;
  const text = cut ? whole.slice(0, most * 4) : whole;
  return { text, cut, ...tokens, outputTokens: countTokens(text) };
};
