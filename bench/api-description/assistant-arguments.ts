import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from './combinations.ts';
import { type Call, NONE } from './given.ts';

const SCHEMA = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
};
const FUNCTION = {
  type: 'function',
  function: { name: 'tide', description: 'High tide today.', parameters: { type: 'object', properties: {} } },
};
const OPTIONS = [
  NONE,
  { description: 'Keeps the light.', metadata: { owner: 'keeper' } },
  { reasoning_effort: 'low' },
  { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: SCHEMA } } },
];

/** Assistants and their threads. */
export async function assistantArguments(folder: string, call: Call): Promise<Record<string, Choices>> {
  const file = join(folder, 'tides.txt');
  writeFileSync(file, 'High tide is at noon.');
  const made = async (tool: string, input: Record<string, unknown>) =>
    ((await call(tool, input)).structuredContent ?? {}) as Record<string, unknown>;
  const plain = await made('create-assistant', { name: 'Keeper' });
  const equipped = await made('create-assistant', {
    name: 'Harbour',
    instructions: 'Answer in one sentence.',
    tools: [FUNCTION],
    options: OPTIONS[3],
  });
  const ids = [plain.id, equipped.id];
  const { thread_id } = await made('ask-assistant', { assistant_id: ids[0], input: 'Who are you?' });
  return {
    'create-assistant': {
      name: ['Keeper'],
      instructions: [NONE, 'Answer in one sentence.'],
      model: [NONE, 'gpt-6-luna'],
      tools: [NONE, [FUNCTION]],
      options: OPTIONS,
    },
    'update-assistant': {
      assistant_id: [ids[0]],
      name: [NONE, 'Watchman'],
      instructions: [NONE, 'Be brief.'],
      model: [NONE, 'gpt-6-luna'],
      tools: [NONE, [FUNCTION], []],
      options: OPTIONS,
    },
    'list-assistants': { limit: [NONE, 1], after: [NONE, ids[0]] },
    'ask-assistant': {
      assistant_id: [...ids, NONE],
      thread_id: [NONE, thread_id],
      input: ['When is high tide?'],
      files: [NONE, [file]],
      tool_outputs: [NONE, []],
    },
    'list-messages': { thread_id: [NONE, thread_id], limit: [NONE, 1], after: [NONE] },
    'import-assistants': {
      file: [NONE],
      assistants: [
        [
          {
            id: 'asst_old',
            object: 'assistant',
            name: 'Old',
            model: 'gpt-4o',
            instructions: 'Help.',
            tools: [],
          },
        ],
      ],
    },
    'delete-thread': { thread_id: ['thread_none'], confirm: [NONE, true] },
    'delete-assistant': { assistant_id: ['asst_none'], confirm: [NONE, true] },
  };
}
