import OpenAI, { toFile } from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { type FakeOpenAI, type Script, startFakeOpenAI } from './fake-openai.js';

let fake: FakeOpenAI;
const clientOf = async (script: Script): Promise<OpenAI> => {
  fake = await startFakeOpenAI(script);
  return new OpenAI({ baseURL: fake.baseURL, apiKey: 'k', maxRetries: 0 });
};
const ask = { model: 'm', input: 'hi' };
const delta = (text: string) => ({ type: 'response.output_text.delta', delta: text });

describe('the scripted server of the tests', () => {
  afterEach(() => fake.stop());

  it('counts requests, records them parsed, and answers with the scripted status and headers', async () => {
    const client = await clientOf((_, nth) =>
      nth === 0
        ? { status: 429, headers: { 'retry-after': '1' }, json: { error: { message: 'slow', code: 'busy' } } }
        : { json: { id: 'resp_1', output: [] } },
    );

    const first = await client.responses.create(ask).catch((error) => error);
    const second = await client.responses.create(ask);

    expect([first.status, first.code, first.headers.get('retry-after')]).toEqual([429, 'busy', '1']);
    expect(second.id).toBe('resp_1');
    expect(fake.requests).toMatchObject([
      { method: 'POST', path: '/v1/responses', body: ask },
      { method: 'POST', path: '/v1/responses', headers: { authorization: 'Bearer k' } },
    ]);
  });

  it('parses a form into fields and files', async () => {
    const client = await clientOf(() => ({ json: { data: [] } }));

    await client.images.edit({ model: 'm', prompt: 'p', image: [await toFile(Buffer.from('abc'), 'a.png')] });

    const { prompt, image } = fake.requests[0]!.body;
    expect(prompt).toBe('p');
    expect(await image[0].text()).toBe('abc');
  });

  it('cuts a stream short after the scripted number of events', async () => {
    const client = await clientOf(() => ({
      sse: [delta('a'), delta('b'), delta('c')],
      gapMs: 1,
      cutAfterEvents: 2,
    }));

    const seen: unknown[] = [];
    for await (const event of await client.responses.create({ ...ask, stream: true })) seen.push(event);

    expect(seen).toEqual([delta('a'), delta('b')]);
  });

  it('resets the connection in the middle of a body', async () => {
    const client = await clientOf(() => ({ json: { id: 'x'.repeat(100) }, resetAfterBytes: 10 }));

    await expect(client.responses.create(ask)).rejects.toThrow();
  });

  it('hangs until the client goes away, and tells the test so', async () => {
    const client = await clientOf(() => ({ hang: true }));

    await expect(client.responses.create(ask, { timeout: 50 })).rejects.toThrow(/timed out/i);

    await fake.requests[0]!.closed;
  });
});
