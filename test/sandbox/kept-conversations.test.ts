import { beforeEach, describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'gpt-6.2-sol';
const tools = [
  { type: 'function' as const, name: 'look', parameters: { type: 'object', properties: {} }, strict: false },
];
const message = (content: string) => ({ type: 'message' as const, role: 'user' as const, content });

describe('a conversation at the sandbox', () => {
  let conversation: string;
  beforeEach(async () => {
    conversation = (await held.openai.conversations.create({ metadata: { a: 'b' } })).id;
  });
  const items = async (query = {}) => (await held.openai.conversations.items.list(conversation, query)).data;

  it('is there until it is deleted', async () => {
    const { conversations } = held.openai;
    await conversations.update(conversation, { metadata: { c: 'd' } });

    expect(await conversations.retrieve(conversation)).toMatchObject({
      id: conversation,
      object: 'conversation',
      metadata: { c: 'd' },
    });
    expect(await conversations.delete(conversation)).toMatchObject({ deleted: true });
    await expect(conversations.retrieve(conversation)).rejects.toMatchObject({ status: 404 });
  });

  it('has what was asked and answered in it, and what comes after goes on from there', async () => {
    await held.openai.responses.create({ model, conversation, input: 'My name is Ada.' });
    const second = await held.openai.responses.create({ model, conversation, input: 'What is my name?' });

    expect(second.output_text).toContain('Before that: "My name is Ada."');
    expect(second.conversation).toEqual({ id: conversation });
    expect((await items({ order: 'asc' })).map((item) => 'role' in item && item.role)).toEqual([
      ...['user', 'assistant', 'user', 'assistant'],
    ]);
  });

  it('lists its items page by page, newest first', async () => {
    await held.openai.conversations.items.create(conversation, {
      items: ['One.', 'Two.', 'Three.'].map(message),
    });

    const first = await held.openai.conversations.items.list(conversation, { limit: 2 });
    const second = await first.getNextPage();

    const texts = [...first.data, ...second.data].map(
      (item) => JSON.stringify(item).match(/One|Two|Three/)?.[0],
    );
    expect(texts).toEqual(['Three', 'Two', 'One']);
    expect(first.has_more).toBe(true);
  });

  it('gives and deletes single items', async () => {
    await held.openai.conversations.items.create(conversation, { items: [message('One.')] });
    const [{ id = '' } = {}] = (await items()) as { id?: string }[];

    const at = { conversation_id: conversation };
    expect(await held.openai.conversations.items.retrieve(id, at)).toMatchObject({ id, role: 'user' });
    await held.openai.conversations.items.delete(id, at);

    expect(await items()).toEqual([]);
    await expect(held.openai.conversations.items.retrieve(id, at)).rejects.toMatchObject({ status: 404 });
  });

  it('takes no more than 20 items at once', async () => {
    const many = Array.from({ length: 21 }, () => message('Hi'));

    const added = held.openai.conversations.items.create(conversation, { items: many });

    await expect(added).rejects.toMatchObject({ status: 400, code: 'array_above_max_length' });
  });

  it('goes on only when every call of a function has its output', async () => {
    const asked = await held.openai.responses.create({ model, conversation, input: 'Look.', tools });
    const [called] = asked.output.filter((item) => item.type === 'function_call');
    const ask = (input: object[]) =>
      held.openai.responses.create({ model, conversation, input: input as never });
    const output = { type: 'function_call_output', call_id: called!.call_id, output: 'Rain.' };

    await expect(ask([message('Well?')])).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(`No tool output found for function call ${called!.call_id}`),
    });
    await expect(ask([output, { ...output, call_id: 'call_other' }])).rejects.toMatchObject({ status: 400 });
    expect((await ask([output])).output_text).toContain('Rain.');
  });

  it('is not for two at once', async () => {
    const stream = await held.openai.responses.create({ model, conversation, input: 'Hi', stream: true });

    const other = held.openai.responses.create({ model, conversation, input: 'Hi' });

    await expect(other).rejects.toMatchObject({
      status: 400,
      code: 'conversation_locked',
      param: 'conversation',
    });
    for await (const _ of stream);
    expect((await held.openai.responses.create({ model, conversation, input: 'Hi' })).status).toBe(
      'completed',
    );
  });

  it('is refused beside previous_response_id, and where it is not there', async () => {
    const { id } = await held.openai.responses.create({ model, input: 'Hi' });
    const both = { model, input: 'On.', conversation, previous_response_id: id };

    await expect(held.openai.responses.create(both)).rejects.toMatchObject({ status: 400 });
    await expect(
      held.openai.responses.create({ model, input: 'On.', conversation: 'conv_none' }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('is counted with what is in it', async () => {
    await held.openai.responses.create({ model, conversation, input: 'word '.repeat(500) });

    const { input_tokens } = await held.openai.responses.inputTokens.count({
      model,
      conversation,
      input: 'On.',
    });

    expect(input_tokens).toBeGreaterThan(500);
  });
});
