import { checkMessages } from './check-messages.js';
import { checkTools } from './check-tools.js';
import { countedText, type ExampleParts, imagesIn, isRecord, type Json, textOf } from './example-parts.js';
import type { Report } from './faults.js';
import { checkGraderFields } from './grader-fields.js';

export type Method = 'supervised' | 'dpo' | 'reinforcement';

const MOST_IMAGES = 10;
const CHAT_KEYS = new Set(['messages', 'tools', 'functions', 'parallel_tool_calls']);

/** Checks an example by its method. Undefined where it is too broken to count for anything. */
export function checkExample(
  example: Json,
  { method, fields }: { method: Method; fields: readonly string[] },
  report: Report,
): ExampleParts | undefined {
  if (method === 'dpo') return preference(example, report);
  if (method === 'reinforcement') return reinforcement(example, fields, report);
  if (example.messages === undefined && typeof example.prompt === 'string')
    return completion(example, report);
  return chat(example, report);
}

function chat(example: Json, report: Report): ExampleParts | undefined {
  refuseKeys(example, CHAT_KEYS, report);
  if (example.messages === undefined && example.preferred_output !== undefined) {
    report.error('method-mismatch', 'It is a preference example.', 'Ask for the method dpo.');
    return undefined;
  }
  const tools = checkTools(example.tools, 'tools', report);
  const messages = checkMessages(example.messages, 'messages', tools, report);
  if (messages.length === 0) return undefined;
  const answers = messages.filter(({ role }) => role === 'assistant');
  const last = messages.at(-1)!;
  if (answers.length === 0)
    report.error(
      'assistant-missing',
      'It has no assistant message to learn.',
      'Add the answer that is wanted.',
    );
  else if (last.role !== 'assistant')
    report.error(
      'last-not-assistant',
      `It ends with a ${String(last.role)} message.`,
      'End it with the assistant message that is wanted.',
    );
  else if (answers.every(({ weight }) => weight === 0))
    report.error('nothing-learned', 'All its answers have weight 0.', 'Give the last one weight 1, or none.');
  return partsOf(messages, example.tools, last, report);
}

/** The old form, of models that complete texts. */
function completion(example: Json, report: Report): ExampleParts {
  refuseKeys(example, new Set(['prompt', 'completion']), report);
  const { prompt, completion: answer } = example;
  if (typeof answer !== 'string' || answer === '')
    report.error('assistant-missing', 'It has no `completion`.', 'Add the text that is wanted.');
  report.warn(
    'completion-format',
    'It has `prompt` and `completion`, which only babbage-002 and davinci-002 take.',
    'Write it as {"messages": [{"role": "user", …}, {"role": "assistant", …}]}.',
  );
  const text = `${String(prompt)}\n${String(answer ?? '')}`;
  return { text, messages: 1, images: 0, answer: String(answer ?? ''), hasSystem: false };
}

function preference(example: Json, report: Report): ExampleParts | undefined {
  refuseKeys(example, new Set(['input', 'preferred_output', 'non_preferred_output']), report);
  const input = isRecord(example.input) ? example.input : undefined;
  if (input === undefined) {
    report.error(
      example.messages === undefined ? 'input-missing' : 'method-mismatch',
      'It has no `input`.',
      'Write {"input": {"messages"}, "preferred_output", "non_preferred_output"}.',
    );
    return undefined;
  }
  refuseKeys(input, new Set(['messages', 'tools', 'parallel_tool_calls']), report);
  const tools = checkTools(input.tools, 'input.tools', report);
  const messages = checkMessages(input.messages, 'input.messages', tools, report);
  if (messages.at(-1)?.role === 'assistant')
    report.error(
      'last-not-user',
      '`input` ends with an assistant message.',
      'End it with what the two answers answer.',
    );
  const preferred = answerOf(example, 'preferred_output', tools, report);
  const other = answerOf(example, 'non_preferred_output', tools, report);
  if (preferred === undefined || other === undefined || messages.length === 0) return undefined;
  if (JSON.stringify(preferred) === JSON.stringify(other))
    report.error('preference-equal', 'Both answers are the same.', 'Give two that differ, or leave it out.');
  const parts = partsOf([...messages, preferred], input.tools, preferred, report);
  const lengths = { preferred: textOf(preferred.content).length, other: textOf(other.content).length };
  return {
    ...parts,
    text: [parts.text, countedText([...messages, other], input.tools)].join('\n'),
    messages: parts.messages * 2,
    images: parts.images * 2,
    preference: lengths,
  };
}

function answerOf(
  example: Json,
  name: string,
  tools: ReadonlySet<string> | undefined,
  report: Report,
): Json | undefined {
  const answers = Array.isArray(example[name]) ? (example[name] as unknown[]) : [];
  const [answer] = answers;
  if (answers.length !== 1 || !isRecord(answer) || answer.role !== 'assistant') {
    report.error(
      'preference-invalid',
      `\`${name}\` is not a list of one assistant message.`,
      'Write [{"role": "assistant", "content": "…"}].',
    );
    return undefined;
  }
  checkMessages(answers, name, tools, report);
  return answer;
}

function reinforcement(example: Json, fields: readonly string[], report: Report): ExampleParts | undefined {
  const tools = checkTools(example.tools, 'tools', report);
  const messages = checkMessages(example.messages, 'messages', tools, report);
  checkGraderFields(example, fields, report);
  const last = messages.at(-1);
  if (last === undefined) return undefined;
  if (last.role === 'assistant')
    report.error(
      'last-not-user',
      'It ends with an assistant message.',
      'End it with the question: the model answers by itself, and the grader judges.',
    );
  const { messages: _, tools: __, ...reference } = example;
  return { ...partsOf(messages, example.tools, last, report), answer: JSON.stringify(reference) };
}

function partsOf(messages: readonly Json[], tools: unknown, answer: Json, report: Report): ExampleParts {
  const images = imagesIn(messages).length;
  if (images > MOST_IMAGES)
    report.error(
      'images-too-many',
      `It has ${images} pictures; OpenAI takes ${MOST_IMAGES}.`,
      'Leave some out, or make two examples of it.',
    );
  return {
    text: countedText(messages, tools),
    messages: messages.length,
    images,
    answer: countedText([answer]),
    hasSystem: messages.some(({ role }) => role === 'system' || role === 'developer'),
  };
}

function refuseKeys(value: Json, known: ReadonlySet<string>, report: Report): void {
  const unknown = Object.keys(value).filter((key) => !known.has(key));
  if (unknown.length > 0)
    report.error(
      'key-unknown',
      `It has ${unknown
        .slice(0, 5)
        .map((key) => `\`${key.slice(0, 40)}\``)
        .join(', ')} beside what its format has.`,
      'Remove it: OpenAI refuses it.',
    );
}
