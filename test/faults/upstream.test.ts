import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { errorOf, textOf, usageOf } from '../support/call-result.js';
import { EVERY_TOOL } from '../support/every-tool.js';
import { type FakeOpenAI, type Script, startFakeOpenAI } from '../support/fake-openai.js';
import { ask, drew, picture, refused, said, saying } from '../support/openai-answers.js';
import { type ServedProcess, serveProcess } from '../support/served-process.js';

let upstream: FakeOpenAI;
let served: ServedProcess;
let script: Script;

beforeAll(async () => {
  upstream = await startFakeOpenAI((request, nth) => script(request, nth));
  served = await serveProcess({
    upstream,
    config: { openai: { api: 'responses', timeoutSeconds: 1, maxRetries: 2 } },
  });
});

beforeEach(() => {
  upstream.requests.length = 0;
});

afterAll(async () => {
  await served.close();
  await upstream.stop();
});

const answer: Script = () => ({ json: said('Hello.') });
const rateLimit = (seconds: number) =>
  refused(429, 'rate_limit_exceeded', 'Slow down.', { 'retry-after': String(seconds) });

describe('a fault that passes', () => {
  test('429 with Retry-After 1 is waited for: two requests, one answer', async () => {
    const times: number[] = [];
    script = (request, nth) => {
      times.push(performance.now());
      return nth === 0 ? rateLimit(1) : answer(request, nth);
    };

    const result = await served.call('chat-completion', ask('Hello'));

    expect(textOf(result)).toBe('Hello.');
    expect(upstream.requests).toHaveLength(2);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(1000);
  });

  test('500 twice, then an answer', async () => {
    script = (request, nth) =>
      nth < 2 ? refused(500, 'server_error', 'Something went wrong.') : answer(request, nth);

    const result = await served.call('chat-completion', ask('Hello'));

    expect(textOf(result)).toBe('Hello.');
    expect(upstream.requests).toHaveLength(3);
    expect(usageOf(result)).toMatchObject({ inputTokens: 10, outputTokens: 5 });
  });
});

describe('a fault that stays', () => {
  test('429 with Retry-After 120 is told at once, with the time', async () => {
    script = () => rateLimit(120);

    // A model of its own: nothing more is sent to it for those two minutes.
    const result = await served.call('chat-completion', { ...ask('Hello'), model: 'gpt-6.1-terra' });

    expect(errorOf(result)).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 120 });
    expect(textOf(result)).toContain('120 s');
    expect(upstream.requests).toHaveLength(1);
  });

  test('an account without credit is asked once', async () => {
    script = () => refused(429, 'insufficient_quota', 'You exceeded your current quota.');

    const result = await served.call('chat-completion', ask('Hello'));

    expect(errorOf(result)?.code).toBe('QUOTA_EXHAUSTED');
    expect(upstream.requests).toHaveLength(1);
  });

  test('an HTML 502 is tried three times in all, and its page is kept from the model', async () => {
    script = () => ({
      status: 502,
      headers: { 'content-type': 'text/html' },
      text: '<html><body>nginx secret 10.0.0.7</body></html>',
    });

    const result = await served.call('chat-completion', ask('Hello'));

    expect(errorOf(result)?.code).toBe('UPSTREAM_FAILED');
    expect(JSON.stringify(result)).not.toMatch(/<html|nginx|10\.0\.0\.7/);
    expect(upstream.requests).toHaveLength(3);
  });

  test.each([
    ['chat-completion', ask('Something foul')],
    ['generate-image', { prompt: 'Something foul' }],
    ['analyze-image', EVERY_TOOL['analyze-image']!],
    ['moderate-content', { input: 'Something foul' }],
    ['create-embedding', { input: 'Something foul' }],
    ['function-call', { ...ask('Something foul'), functions: [{ name: 'greet' }] }],
  ])('a refusal by policy is told as such: %s', async (tool, input) => {
    script = () =>
      refused(400, 'content_policy_violation', 'Your request was rejected by the safety system.');

    const result = await served.call(tool, input);

    expect(errorOf(result)?.code).toBe('CONTENT_REFUSED');
    expect(textOf(result)).toContain('rejected by the safety system');
    expect(upstream.requests).toHaveLength(1);
  });

  test('a refusal by the model itself is an error too', async () => {
    const content = [{ type: 'refusal', refusal: "I can't help with that." }];
    script = () => ({ json: { ...said(''), output: [{ type: 'message', role: 'assistant', content }] } });

    const result = await served.call('chat-completion', ask('Something foul'));

    expect(errorOf(result)?.code).toBe('CONTENT_REFUSED');
    expect(textOf(result)).toContain("I can't help with that.");
  });
});

describe('an answer that may have been billed is not asked for again', () => {
  const once = async (tool: string, input: Record<string, unknown>) => {
    const result = await served.call(tool, input);

    expect(upstream.requests).toHaveLength(1);
    return result;
  };

  test.each([
    ['chat-completion', ask('Hello')],
    ['generate-image', { prompt: 'A lighthouse' }],
  ])('silence: %s', async (tool, input) => {
    script = () => ({ hang: true });

    const result = await once(tool, input);

    expect(errorOf(result)?.code).toBe('UPSTREAM_TIMEOUT');
    expect(textOf(result)).toContain('may have been billed');
    await upstream.requests[0]!.closed;
  });

  test.each([
    ['chat-completion', ask('Hello'), said('Hello.'), 20],
    ['generate-image', { prompt: 'A lighthouse' }, drew(picture(50_000)), 20_000],
  ])('a connection that is reset within the body: %s', async (tool, input, json, resetAfterBytes) => {
    script = () => ({ json, resetAfterBytes });

    const result = await once(tool, input);

    expect(errorOf(result)?.code).toBe('UPSTREAM_CONNECTION_LOST');
    expect(textOf(result)).toContain('may have been billed');
  });

  test('a connection that is reset before the body', async () => {
    script = () => ({ json: said('Hello.'), resetAfterBytes: 0 });

    const result = await once('chat-completion', ask('Hello'));

    expect(errorOf(result)?.code).toBe('UPSTREAM_CONNECTION_LOST');
    expect(textOf(result)).toContain('may have been billed');
  });

  test('a stream that is cut short is no answer, however much of it came', async () => {
    script = () => ({ sse: saying('Once ', 'upon ', 'a time'), cutAfterEvents: 3 });

    const result = await once('chat-completion', ask('Hello', { stream: true }));

    expect(errorOf(result)?.code).toMatch(/^UPSTREAM_(INVALID_RESPONSE|CONNECTION_LOST)$/);
    expect(textOf(result)).not.toContain('upon');
  });

  test('a stream that falls silent', async () => {
    script = () => ({ sse: saying('Once ', 'upon').slice(0, 2), hang: true });

    const result = await once('chat-completion', ask('Hello', { stream: true }));

    expect(errorOf(result)?.code).toBe('UPSTREAM_TIMEOUT');
    await upstream.requests[0]!.closed;
  });

  test('a stream that is reset', async () => {
    script = () => ({ sse: saying('Once ', 'upon'), resetAfterBytes: 150 });

    const result = await once('chat-completion', ask('Hello', { stream: true }));

    expect(errorOf(result)?.code).toBe('UPSTREAM_CONNECTION_LOST');
  });

  test.each([
    ['cut JSON', { headers: { 'content-type': 'application/json' }, text: '{"id": "resp_1", "outp' }],
    ['no JSON at all', { headers: { 'content-type': 'application/json' }, text: 'OK' }],
    ['nothing', { headers: { 'content-type': 'application/json' }, text: '' }],
    ['a page', { headers: { 'content-type': 'text/html' }, text: '<html>Welcome to the hotel</html>' }],
    ['null', { json: null }],
    ['another shape', { json: { hello: 'world' } }],
    ['events that are not JSON', { sse: ['data: {"type": "resp\n\n', 'data: [DONE]\n\n'] }],
  ])('an answer of status 200 that is %s', async (_, reply) => {
    script = () => reply;

    const result = await once('chat-completion', ask('Hello', { stream: 'sse' in reply }));

    expect(errorOf(result)?.code).toBe('UPSTREAM_INVALID_RESPONSE');
    expect(textOf(result)).not.toMatch(/<html|hotel|SyntaxError|Unexpected token/);
  });

  test.each([
    ['chat-completion', ask('Hello')],
    ['function-call', { ...ask('Hello'), functions: [{ name: 'greet' }] }],
    ['generate-image', { prompt: 'A hat' }],
    ['analyze-image', EVERY_TOOL['analyze-image']!],
    ['create-embedding', { input: 'Hello' }],
    ['moderate-content', { input: 'Hello' }],
  ])('an answer of another shape is never taken for a good one: %s', async (tool, input) => {
    script = () => ({ json: { hello: 'world' } });

    const result = await once(tool, input);

    expect(errorOf(result)?.code).toBe('UPSTREAM_INVALID_RESPONSE');
  });
});

test('OpenAI is reached through the proxy of the environment', async () => {
  const proxy = await startFakeOpenAI(() => ({ json: said('Hello.') }));
  const env = {
    HTTP_PROXY: proxy.baseURL.replace('/v1', ''),
    OPENAI_BASE_URL: 'http://openai.example/v1',
    OPENAI_API_KEY: 'sk-test',
  };
  const walled = await serveProcess({ env });

  const result = await walled.call('chat-completion', ask('Hello'));
  await walled.close();
  await proxy.stop();

  expect(textOf(result)).toBe('Hello.');
  expect(proxy.requests[0]!.path).toBe('http://openai.example/v1/responses');
});

test('a provider that nobody reaches is told as such', async () => {
  const nowhere = await startFakeOpenAI(() => ({}));
  await nowhere.stop();
  const lonely = await serveProcess({ upstream: nowhere, config: { openai: { maxRetries: 1 } } });

  const result = await lonely.call('chat-completion', ask('Hello'));
  await lonely.close();

  expect(errorOf(result)?.code).toBe('UPSTREAM_UNREACHABLE');
});
