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

/** What people have of the Assistants API: an assistant, and a thread with it. */
const exported = (name: string) => ({
  assistants: [
    {
      id: `asst_${name}`,
      object: 'assistant',
      name,
      model: 'gpt-4o',
      instructions: 'Help.',
      tools: [FUNCTION, { type: 'file_search' }],
    },
  ],
  threads: [
    {
      id: `thread_${name}`,
      object: 'thread',
      messages: [
        { role: 'user', content: [{ type: 'text', text: { value: 'Is it open?', annotations: [] } }] },
        { role: 'assistant', content: 'It is.' },
      ],
    },
  ],
});

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
  const asked = async () =>
    (await made('ask-assistant', { assistant_id: ids[0], input: 'Who are you?' })).thread_id;
  const thread_id = await asked();
  const given = [exported('one'), [exported('two').assistants[0]]];
  const exports = ['three', 'four'].map((name) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(exported(name)));
    return path;
  });
  await call('import-assistants', { assistants: exported('asked') });
  const gone = [
    (await made('create-assistant', { name: 'Gone' })).id,
    (await made('create-assistant', { name: 'Gone too', tools: [FUNCTION] })).id,
  ];
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
      thread_id: [NONE, thread_id, 'thread_asked'],
      input: ['When is high tide?'],
      files: [NONE, [file]],
      tool_outputs: [NONE, []],
    },
    'list-messages': { thread_id: [NONE, thread_id], limit: [NONE, 1], after: [NONE] },
    'import-assistants': {
      'file, assistants': [
        ...given.map((assistants) => ({ assistants })),
        ...exports.map((file) => ({ file })),
      ],
    },
    'delete-thread': { thread_id: [await asked(), await asked(), await asked()], confirm: [true, NONE] },
    'delete-assistant': { assistant_id: gone, confirm: [true, NONE] },
  };
}
