import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AssistantsHost, assistantsHost, BAROMETER } from './assistants-host.js';

interface Assistant {
  id: string;
  [field: string]: unknown;
}

let host: AssistantsHost;
beforeEach(async () => {
  host = await assistantsHost();
});
afterEach(() => host.close());

const list = async (input: object = {}) =>
  host.do<{ assistants: Assistant[]; after?: string }>('list-assistants', input);

describe('create-assistant', () => {
  test('keeps everything that it is given, and asks OpenAI nothing', async () => {
    const fields = {
      name: 'Keeper',
      instructions: 'You keep a lighthouse.',
      model: 'gpt-6-luna',
      tools: [
        BAROMETER,
        { type: 'web_search' },
        { type: 'file_search', file_search: { max_num_results: 5 } },
      ],
    };
    const options = {
      description: 'Knows the weather.',
      tool_resources: { file_search: { vector_store_ids: ['vs_1'] } },
      file_ids: ['file-1'],
      response_format: { type: 'json_object' },
      temperature: 0.2,
      top_p: 0.9,
      reasoning_effort: 'low',
      metadata: { team: 'coast' },
    };

    const { id, assistant } = await host.do<{ id: string; assistant: object }>('create-assistant', {
      ...fields,
      options,
    });

    expect(id).toMatch(/^asst_\w+$/);
    expect(assistant).toEqual({ ...fields, ...options });
    expect((await list()).assistants).toEqual([
      { id, ...fields, ...options, created_at: expect.any(String), updated_at: expect.any(String) },
    ]);
    expect(host.openai.requests).toEqual([]);
  });

  test('takes functions as the Responses API has them', async () => {
    const id = await host.assistant({ tools: [{ type: 'function', name: 'look', parameters: {} }] });

    const [kept] = (await list()).assistants;
    expect(kept).toMatchObject({
      id,
      tools: [{ type: 'function', function: { name: 'look', parameters: {} } }],
    });
  });

  test.each([
    ['no name', { name: '' }, 'name'],
    ['a tool that there is not', { name: 'A', tools: [{ type: 'zip' }] }, 'tools[0].type'],
    ['code_interpreter', { name: 'A', tools: [{ type: 'code_interpreter' }] }, 'no counterpart'],
    ['a search of no files', { name: 'A', tools: [{ type: 'file_search' }] }, 'nothing to search'],
    ['a mistyped option', { name: 'A', options: { temprature: 1 } }, 'did you mean "temperature"'],
    ['a temperature out of range', { name: 'A', options: { temperature: 3 } }, 'temperature'],
    ['a vector store that is none', store('file-1'), 'vector_store_ids'],
    [
      'a function without a name',
      { name: 'A', tools: [{ type: 'function', function: {} }] },
      'function.name',
    ],
  ])('refuses %s', async (_, input, words) => {
    const { error, text } = await host.callTool('create-assistant', input);

    expect(error?.code).toBe('INPUT_INVALID');
    expect(text).toContain(words);
    expect((await list()).assistants).toEqual([]);
  });
});

function store(id: string) {
  const tool_resources = { file_search: { vector_store_ids: [id] } };
  return { name: 'A', tools: [{ type: 'file_search' }], options: { tool_resources } };
}

describe('update-assistant', () => {
  test('changes what is given, clears what is null, and leaves the rest', async () => {
    const assistant_id = await host.assistant({
      instructions: 'Be brief.',
      model: 'gpt-6-luna',
      options: { temperature: 0.2, metadata: { a: 'b' } },
    });

    const { assistant } = await host.do<{ assistant: object }>('update-assistant', {
      assistant_id,
      model: '',
      tools: [BAROMETER],
      options: { temperature: null },
    });

    expect(assistant).toEqual({
      name: 'Keeper',
      instructions: 'Be brief.',
      metadata: { a: 'b' },
      tools: [BAROMETER],
    });
  });

  test('refuses what would not do for a new one, and changes nothing', async () => {
    const assistant_id = await host.assistant({ instructions: 'Be brief.' });

    const codes = [
      await host.fails('update-assistant', { assistant_id, tools: [{ type: 'zip' }] }),
      await host.fails('update-assistant', { assistant_id, options: { name: null } }),
      await host.fails('update-assistant', { assistant_id }),
      await host.fails('update-assistant', { assistant_id: 'asst_none', name: 'A' }),
    ];

    expect(codes).toEqual(['INPUT_INVALID', 'INPUT_INVALID', 'INPUT_INVALID', 'ASSISTANT_NOT_FOUND']);
    expect((await list()).assistants).toMatchObject([{ name: 'Keeper', instructions: 'Be brief.' }]);
  });
});

describe('list-assistants', () => {
  test('gives them page by page, newest first', async () => {
    const ids: string[] = [];
    for (const name of ['A', 'B', 'C']) {
      ids.unshift(await host.assistant({ name }));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }

    const first = await list({ limit: 2 });
    const second = await list({ limit: 2, after: first.after });

    expect([...first.assistants, ...second.assistants].map(({ id }) => id)).toEqual(ids);
    expect(second.after).toBeUndefined();
  });
});

describe('delete-assistant', () => {
  test('deletes it once', async () => {
    const assistant_id = await host.assistant();

    await host.do('delete-assistant', { assistant_id, confirm: true });

    expect((await list()).assistants).toEqual([]);
    expect(await host.fails('delete-assistant', { assistant_id, confirm: true })).toBe('ASSISTANT_NOT_FOUND');
  });
});
