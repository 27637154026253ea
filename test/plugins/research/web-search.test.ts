import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost, onPostTo } from '../bundled-host.js';
import { COST, citing, link, message, response, streamed, webCall } from './web-responses.js';

let host: BundledHost;
afterEach(async () => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  await host.close();
  expect(pending).toEqual([]);
});

const A = 'https://example.com/a?id=7&utm_source=openai';
const B = 'https://example.org/b?utm_source=openai';
const TEXT = `Ada keeps it. She began in 1906${link(A)}. So says the harbour${link(B)}, and the lamp was hers${link(A, 'again')}.`;
const NOTES = [
  citing(TEXT, A, 'The keeper'),
  citing(TEXT, B, 'The harbour'),
  citing(TEXT, A, 'The keeper', TEXT.indexOf('again')),
];
const SEARCHED = webCall({
  type: 'search',
  query: 'lighthouse keeper',
  queries: ['lighthouse keeper', 'Ada lamp'],
  sources: [
    { type: 'url', url: A },
    { type: 'url', url: 'https://example.net/c' },
  ],
});

describe('web-search', () => {
  test('sends the question with what is wished of the search, in the words of OpenAI', async () => {
    host = await bundledHost();
    const sent = onPost('/responses', { body: streamed(response([SEARCHED, message(TEXT, NOTES)])) });
    const user_location = { city: 'Oslo', country: 'NO', region: 'Oslo', timezone: 'Europe/Oslo' };

    await host.call('web-search', {
      query: 'Who keeps the lighthouse?',
      model: 'gpt-6.1-terra',
      web_search: {
        allowed_domains: ['https://Example.com/path', 'example.org', 'example.org', ' bücher.example '],
        user_location,
        search_context_size: 'high',
        external_web_access: false,
        max_tool_calls: 3,
      },
    });

    expect(sent).toEqual([
      {
        model: 'gpt-6.1-terra',
        input: 'Who keeps the lighthouse?',
        tools: [
          {
            type: 'web_search',
            filters: { allowed_domains: ['example.com', 'example.org', 'xn--bcher-kva.example'] },
            user_location: { ...user_location, type: 'approximate' },
            search_context_size: 'high',
            external_web_access: false,
          },
        ],
        include: ['web_search_call.action.sources'],
        max_tool_calls: 3,
        max_output_tokens: expect.any(Number),
        stream: true,
      },
    ]);
  });

  test('answers with numbered citations, each source once, where it is cited, and what the search cost', async () => {
    host = await bundledHost();
    onPost('/responses', { body: streamed(response([SEARCHED, message(TEXT, NOTES)])) });

    const result = await host.client.callTool({ name: 'web-search', arguments: { query: 'Who?' } });

    const text = 'Ada keeps it. She began in 1906 [1]. So says the harbour [2], and the lamp was hers [1].';
    expect(result.structuredContent).toEqual({
      text,
      sources: [
        {
          n: 1,
          url: 'https://example.com/a?id=7',
          title: 'The keeper',
          cited: ['She began in 1906', expect.stringMatching(/and the lamp was hers$/)],
        },
        { n: 2, url: 'https://example.org/b', title: 'The harbour', cited: ['So says the harbour'] },
        { n: 3, url: 'https://example.net/c', title: 'example.net', cited: [] },
      ],
    });
    expect(result.content).toMatchObject([
      {
        text: `${text}\n\nSources:\n[1] The keeper: https://example.com/a?id=7\n[2] The harbour: https://example.org/b`,
      },
    ]);
    expect(result._meta).toMatchObject({ 'openai-mcp-host/usage': { costUsd: COST } });
  });

  test('tells what the model does meanwhile', async () => {
    host = await bundledHost();
    const opened = webCall({ type: 'open_page', url: 'https://example.com/a' });
    onPost('/responses', { body: streamed(response([SEARCHED, opened, message(TEXT, NOTES)])) });

    const { progress } = await host.call('web-search', { query: 'Who?' });

    expect([...new Set(progress)]).toEqual([
      'Searching: Ada lamp (1 search so far)',
      'Reading example.com (1 search, 1 page so far)',
      'Writing the answer (1 search, 1 page so far)',
    ]);
  });

  test('fails where the stream ends before the answer does', async () => {
    host = await bundledHost();
    const whole = streamed(response([SEARCHED, message(TEXT, NOTES)]));
    onPost('/responses', { body: whole.slice(0, whole.indexOf('event: response.completed')) });

    const { code } = await host.call('web-search', { query: 'Who?' });

    expect(code).toMatch(/^UPSTREAM_/);
  });

  test('says where the model did not search, and where the answer is cut', async () => {
    host = await bundledHost();
    const cut = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
    onPost('/responses', { body: streamed(response([message('Ada, I')], cut)) });

    const { text, structured } = await host.call('web-search', { query: 'Who?' });

    expect(structured).toEqual({ text: 'Ada, I', sources: [] });
    expect(text).toMatch(/without a search/);
    expect(text).toMatch(/stops at the limit/);
  });

  test.each([
    ['CONTENT_REFUSED', response([message('', [], { content: [{ type: 'refusal', refusal: 'No.' }] })])],
    [
      'OUTPUT_INCOMPLETE',
      response([SEARCHED], { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }),
    ],
    [
      'UPSTREAM_FAILED',
      response([], { status: 'failed', error: { code: 'server_error', message: 'secret' } }),
    ],
    ['UPSTREAM_INVALID_RESPONSE', response([SEARCHED])],
    ['UPSTREAM_INVALID_RESPONSE', { id: 'resp_1', object: 'response', status: 'completed' }],
  ])('fails with %s where there is no answer', async (code, body) => {
    host = await bundledHost();
    onPost('/responses', { body: streamed(body) });

    const failure = await host.call('web-search', { query: 'Who?' });

    expect(failure.code).toBe(code);
    expect(failure.text).not.toContain('secret');
  });

  test.each(['example', 'http://', 'a b.com', 'user@example.com', 'example.com:8080', ''])(
    'refuses the domain %j before anything is sent',
    async (domain) => {
      host = await bundledHost();

      const { code } = await host.call('web-search', {
        query: 'Who?',
        web_search: { allowed_domains: [domain] },
      });

      expect(code).toBe('INPUT_INVALID');
    },
  );

  test('is refused by a hard budget before anything is sent', async () => {
    host = await bundledHost({ config: { budget: { perDay: 0.01 } } });

    const { code, text } = await host.call('web-search', { query: 'Who?' });

    expect(code).toBe('BUDGET_EXCEEDED');
    expect(text).toContain('$0.01');
  });
});

describe('web-search at another provider', () => {
  const BASE = 'http://llm.example/v1';
  const elsewhere = (more = {}) => bundledHost({ config: { openai: { baseURL: BASE, ...more } } });

  test('that speaks only Chat Completions says so without a request', async () => {
    host = await elsewhere({ api: 'chat' });

    const { code, text } = await host.call('web-search', { query: 'Who?' });

    expect(code).toBe('WEB_SEARCH_UNAVAILABLE');
    expect(text).toContain('OpenAI');
  });

  test.each([
    [404, 'Not found'],
    [405, 'Method not allowed'],
    [400, "Unknown tool type 'web_search'."],
    [422, 'tools.0.type: expected function'],
  ])('that answers %s "%s" is said to have no web search', async (status, words) => {
    host = await elsewhere();
    onPostTo(BASE, '/responses', { status, body: { error: { message: words } } });

    const { code } = await host.call('web-search', { query: 'Who?', model: 'llama' });

    expect(code).toBe('WEB_SEARCH_UNAVAILABLE');
  });

  test('that misses the model is said to miss the model', async () => {
    host = await elsewhere();
    const error = { message: 'The model `llama` does not exist.', code: 'model_not_found' };
    onPostTo(BASE, '/responses', { status: 404, body: { error } });

    const { code } = await host.call('web-search', { query: 'Who?', model: 'llama' });

    expect(code).toBe('MODEL_NOT_FOUND');
  });
});
