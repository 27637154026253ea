import { answers, testHost } from 'openai-mcp-host/testing';
import { describe, expect, test, vi } from 'vitest';
import asking from './asking-plugin.js';

const plugins = [asking];

describe('a scripted reply', () => {
  test.each([
    ['a text over Responses', 'responses', '/responses', answers.text('Hello.'), ['Hello.']],
    ['a text over Chat Completions', 'chat', '/chat/completions', answers.text('Hello.'), ['Hello.']],
    ['a text to a stream', 'stream', '/responses', answers.text('Hello.'), ['Hello.']],
    ['a stream in parts', 'stream', '/responses', answers.stream(['Hel', 'lo.']), ['Hel', 'lo.']],
    [
      'a stream of chunks',
      'chat-stream',
      '/chat/completions',
      answers.stream(['Hel', 'lo.']),
      ['Hel', 'lo.'],
    ],
    [
      'a stream of events of its own',
      'stream',
      '/responses',
      answers.stream([
        { type: 'response.output_text.delta', delta: 'raw' },
        { type: 'response.completed', response: { id: 'resp_1', output: [] } },
      ]),
      ['raw'],
    ],
    [
      'calls of functions over Responses',
      'tools',
      '/responses',
      answers.toolCalls({ name: 'greet', arguments: { who: 'Ada' } }),
      ['greet', '{"who":"Ada"}'],
    ],
    [
      'calls of functions over Chat Completions',
      'chat',
      '/chat/completions',
      answers.toolCalls({ name: 'greet', arguments: '{"who":' }),
      ['', 'greet{"who":'],
    ],
    [
      'a vector for each input',
      'embed',
      '/embeddings',
      answers.embedding([0.5, 0.25]),
      ['[0.5,0.25]', '[0.5,0.25]'],
    ],
    ['pictures', 'draw', '/images/generations', answers.image(Buffer.from('p')), ['cA==']],
    ['JSON of its own', 'models', 'GET /models/*', answers.json({ id: 'm' }), ['m']],
    [
      'what a function makes of the request',
      'models',
      '/models/gpt-6-luna',
      ({ path }: { path: string }) => ({ json: { id: path } }),
      ['/models/gpt-6-luna'],
    ],
  ])('is %s', async (_, what, path, answer, got) => {
    await using host = await testHost({ plugins });
    host.openai.reply(path, answer);

    const result = await host.callTool('ask-openai', { what });

    expect(result.error).toBeUndefined();
    expect(result.structured).toEqual({ got });
  });

  test.each([
    ['a rate limit', answers.rateLimited(7), { code: 'RATE_LIMITED', retryAfterSeconds: 7 }],
    ['an error of the API', answers.error(400, 'context_length_exceeded'), { code: 'CONTEXT_TOO_LONG' }],
  ])('may be %s, which is not tried again', async (_, answer, error) => {
    await using host = await testHost({ plugins });
    host.openai.reply('/responses', answer);

    const result = await host.callTool('ask-openai', { what: 'responses' });

    expect(result.error).toMatchObject(error);
  });

  test('after a rate limit is asked for where the config sends requests again', async () => {
    await using host = await testHost({ plugins, config: { openai: { maxRetries: 1 } } });
    host.openai.reply('/responses', answers.rateLimited(0), answers.text('At last.'));

    const result = await host.callTool('ask-openai', { what: 'responses' });

    expect(result.structured).toEqual({ got: ['At last.'] });
  });

  test('that hangs ends when the call is cancelled, and the request with it', async () => {
    await using host = await testHost({ plugins });
    host.openai.reply('/responses', answers.hang());
    const cancelled = new AbortController();
    const call = host.callTool('ask-openai', { what: 'responses' }, { signal: cancelled.signal });
    await expect.poll(() => host.openai.requests.length).toBe(1);

    cancelled.abort();

    await expect(call).rejects.toThrow();
    await host.openai.requests[0]!.closed;
  });

  test('that is given for always answers as often as it is asked, after those given once', async () => {
    await using host = await testHost({ plugins });
    host.openai.always('/responses', answers.text('again')).reply('/responses', answers.text('first'));

    const said = [];
    for (let call = 0; call < 3; call++)
      said.push((await host.callTool('ask-openai', { what: 'responses' })).structured);

    expect(said).toEqual([{ got: ['first'] }, { got: ['again'] }, { got: ['again'] }]);
  });

  test('that is no reply is refused where it is written', async () => {
    await using host = await testHost({ plugins });

    expect(() => host.openai.reply('/responses', { output_text: 'Hello.' } as object)).toThrow(
      'A reply has no `output_text`. For a body of your own, write answers.json({ … }).',
    );
  });
});

describe('the host behind it', () => {
  test('takes it for OpenAI: retired models are substituted, and requests have a price', async () => {
    await using host = await testHost({ plugins });
    host.openai.reply('/responses', answers.text('Hello.'));

    const { notes, usage } = await host.callTool('ask-openai', { what: 'responses', model: 'gpt-4-turbo' });

    expect(notes).toEqual([
      expect.stringMatching(/^OpenAI shut gpt-4-turbo down on .* answered in its place\.$/),
    ]);
    expect(usage).toMatchObject({ requestedModel: 'gpt-4-turbo', inputTokens: 10, outputTokens: 5 });
    expect(usage.costUsd).toBeGreaterThan(0);
  });

  test('takes it for another provider where the config names one', async () => {
    await using host = await testHost({
      plugins,
      config: { openai: { baseURL: 'http://localhost:11434/v1' } },
    });
    host.openai.reply('/responses', answers.text('Hello.'));

    const { notes } = await host.callTool('ask-openai', { what: 'responses', model: 'gpt-4-turbo' });

    expect(notes).toEqual([]);
    expect(host.openai.requests[0]!.body.model).toBe('gpt-4-turbo');
  });
});

describe('a recorded request', () => {
  test('has its method, path, parsed body, and headers without the key', async () => {
    await using host = await testHost({ plugins });
    host.openai.reply('/responses', answers.text('Hello.'));

    await host.callTool('ask-openai', { what: 'responses' });

    const [request] = host.openai.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/responses',
      headers: { 'content-type': 'application/json' },
      body: { model: 'gpt-6-luna', input: 'Hi.' },
    });
    expect(JSON.stringify(request)).not.toContain('sk-test');
  });

  test('has the fields and files of a form', async () => {
    await using host = await testHost({ plugins });
    host.openai.reply('/files', answers.json({ id: 'file_1' }));

    await host.callTool('ask-openai', { what: 'upload' });

    const { purpose, file } = host.openai.requests[0]!.body;
    expect(purpose).toBe('batch');
    expect(await file.text()).toBe('{"a":1}');
  });
});

describe('what the script and the requests disagree about', () => {
  test('fails a call whose request has no reply, and names the path', async () => {
    await using host = await testHost({ plugins });

    await expect(host.callTool('ask-openai', { what: 'responses' })).rejects.toThrow(
      "POST /responses has no scripted reply left. Script one: host.openai.reply('/responses', answers.text('…')).",
    );
  });

  test('is told of by close where a reply was never asked for', async () => {
    const host = await testHost({ plugins });
    host.openai.reply('/responses', answers.text('Hello.'));

    await expect(host.close()).rejects.toThrow('The reply scripted for /responses was never asked for.');
  });

  test('is only said where `await using` ends, so that it hides no failure', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    {
      await using host = await testHost({ plugins });
      host.openai.reply('/responses', answers.text('Hello.'));
    }

    expect(said.mock.calls).toEqual([['The reply scripted for /responses was never asked for.']]);
    said.mockRestore();
  });

  test('is told of by verify once', async () => {
    await using host = await testHost({ plugins });
    host.openai.reply('/responses', answers.text('Hello.'));

    expect(() => host.verify()).toThrow('/responses');
    expect(() => host.verify()).not.toThrow();
  });
});
