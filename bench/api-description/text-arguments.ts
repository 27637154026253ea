import type { Choices } from './combinations.ts';
import { type Call, NONE, PIXEL } from './given.ts';

const say = (content: unknown) => [{ role: 'user', content }];
const CITY = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};
const PDF = `data:application/pdf;base64,${Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')}`;
const GREET = { name: 'greet', description: 'Greets a person.', parameters: CITY };
const GREETED = [
  { role: 'system', content: 'Be short.' },
  { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
  { role: 'user', content: 'Greet Ada.' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'greet', arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: 'call_1', content: 'Hello, Ada.' },
];
const MODELS = [NONE, 'gpt-6-luna', 'gpt-6.2-sol', 'gpt-4o', 'gpt-audio-1.5', 'auto'];
const EFFORTS = [NONE, 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** The tools that ask text models. */
export async function textArguments(call: Call): Promise<Record<string, Choices>> {
  const first = await call('chat-completion', { messages: say('Hello') });
  const { id } = first.structuredContent as { id: string };
  return {
    'chat-completion': {
      messages: [
        say('Hello'),
        GREETED,
        say([
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: PIXEL, detail: 'low' } },
          { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'original' } },
        ]),
        say([
          { type: 'text', text: 'Sum it up.' },
          { type: 'file', file: { filename: 'a.pdf', file_data: PDF } },
        ]),
        say([{ type: 'file', file: { file_id: 'file-none' } }]),
        say([{ type: 'file', file: { file_url: 'https://example.com/a.pdf' } }]),
        say([{ type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } }]),
      ],
      model: MODELS,
      task: [NONE, 'draft', 'standard', 'hard'],
      previous_response_id: [NONE, id],
      n: [NONE, 1, 3],
      max_tokens: [NONE, 5, 500],
      temperature: [NONE, 0, 1.5],
      stream: [NONE, true],
      functions: [NONE, [GREET], [{ name: 'now' }, { ...GREET, strict: true }]],
      tools: [NONE, [{ type: 'function', function: GREET }]],
      tool_choice: [NONE, 'auto', 'required', { name: 'greet' }],
      response_format: [
        NONE,
        { type: 'text' },
        { type: 'json_object' },
        {
          type: 'json_schema',
          json_schema: { name: 'city', description: 'A city.', schema: CITY, strict: true },
        },
      ],
      json_schema: [NONE, CITY],
      reasoning_effort: EFFORTS,
      verbosity: [NONE, 'low', 'medium', 'high'],
      service_tier: [NONE, 'auto', 'default', 'flex', 'scale', 'priority', 'fast'],
      prompt_cache_key: [NONE, 'greetings'],
    },
    'function-call': {
      messages: [say('Greet Ada.'), GREETED],
      functions: [[GREET], [{ name: 'now' }, GREET]],
      function_call: [NONE, 'auto', 'none', 'required', { name: 'greet' }],
      model: MODELS,
    },
    'compare-models': {
      prompt: ['Hello'],
      models: [
        ['gpt-6-luna', 'gpt-6.2-sol'],
        ['gpt-4o', 'auto', 'gpt-5.6-luna'],
      ],
      system: [NONE, 'Be brief.'],
      max_tokens: [NONE, 1, 100],
      reasoning_effort: EFFORTS,
    },
  };
}
