import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ServedProcess, serveProcess } from '../support/served-process.js';

const from = fileURLToPath(new URL('../fixtures/conformance', import.meta.url));

/** Scenario by scenario what the official conformance suite checks, over stdio. */
describe.each(['legacy', 'modern'] as const)('the fixtures of the conformance suite in the %s era', (era) => {
  let served: ServedProcess;
  const get = (name: string, args: Record<string, string> = {}) =>
    served.client.getPrompt({ name, arguments: args });
  const read = (uri: string) => served.client.readResource({ uri });

  beforeAll(async () => {
    served = await serveProcess({ config: { plugins: { conformance: { from } } }, era });
  });

  afterAll(() => served.close());

  test('tools-call-simple-text', async () => {
    expect((await served.call('test_simple_text')).content).toEqual([
      { type: 'text', text: 'This is a simple text response for testing.' },
    ]);
  });

  test.each([
    ['tools-call-image', 'test_image_content', { type: 'image', mimeType: 'image/png' }],
    ['tools-call-audio', 'test_audio_content', { type: 'audio', mimeType: 'audio/wav' }],
  ])('%s', async (_scenario, tool, block) => {
    const { content } = await served.call(tool);

    expect(content).toContainEqual({ ...block, data: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) });
  });

  test('tools-call-embedded-resource', async () => {
    expect((await served.call('test_embedded_resource')).content).toContainEqual({
      type: 'resource',
      resource: {
        uri: 'test://embedded-resource',
        mimeType: 'text/plain',
        text: 'This is an embedded resource content.',
      },
    });
  });

  test('tools-call-mixed-content', async () => {
    const { content } = await served.call('test_multiple_content_types');

    expect(content.map(({ type }) => type)).toEqual(['text', 'image', 'resource']);
    expect(content[2]).toMatchObject({
      resource: { uri: 'test://mixed-content-resource', mimeType: 'application/json' },
    });
  });

  test('tools-call-with-progress', async () => {
    const heard: unknown[] = [];

    await served.client.callTool(
      { name: 'test_tool_with_progress', arguments: {} },
      { onprogress: (progress) => heard.push(progress) },
    );

    expect(heard).toEqual([0, 50, 100].map((progress) => ({ progress, total: 100 })));
  });

  test('tools-call-error', async () => {
    const { isError, content } = await served.call('test_error_handling');

    expect(isError).toBe(true);
    expect(JSON.stringify(content)).toContain('This tool intentionally returns an error for testing');
  });

  test('resources-list', async () => {
    const { resources } = await served.client.listResources();

    expect(resources.map(({ uri }) => uri)).toEqual(
      expect.arrayContaining(['test://static-text', 'test://static-binary', 'test://watched-resource']),
    );
  });

  test('resources-read-text', async () => {
    expect((await read('test://static-text')).contents).toEqual([
      {
        uri: 'test://static-text',
        mimeType: 'text/plain',
        text: 'This is the content of the static text resource.',
      },
    ]);
  });

  test('resources-read-binary', async () => {
    const [contents] = (await read('test://static-binary')).contents;

    expect(contents).toMatchObject({ mimeType: 'image/png', blob: expect.stringMatching(/^iVBORw0KGgo/) });
  });

  test('resources-templates-read', async () => {
    const [contents] = (await read('test://template/123/data')).contents;

    expect(contents).toMatchObject({
      uri: 'test://template/123/data',
      mimeType: 'application/json',
      text: expect.stringContaining('123'),
    });
  });

  test('sep-2164-resource-not-found', async () => {
    const uri = 'test://nonexistent-resource';

    await expect(read(uri)).rejects.toMatchObject({ code: -32602, data: { uri } });
  });

  test('prompts-list', async () => {
    const { prompts } = await served.client.listPrompts();

    expect(prompts.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'test_simple_prompt',
        'test_prompt_with_arguments',
        'test_prompt_with_embedded_resource',
        'test_prompt_with_image',
      ]),
    );
  });

  test('prompts-get-simple', async () => {
    expect((await get('test_simple_prompt')).messages).toEqual([
      { role: 'user', content: { type: 'text', text: 'This is a simple prompt for testing.' } },
    ]);
  });

  test('prompts-get-with-args', async () => {
    const { messages } = await get('test_prompt_with_arguments', { arg1: 'hello', arg2: 'world' });

    expect(messages).toMatchObject([
      { content: { text: "Prompt with arguments: arg1='hello', arg2='world'" } },
    ]);
  });

  test('prompts-get-embedded-resource', async () => {
    const { messages } = await get('test_prompt_with_embedded_resource', { resourceUri: 'test://example' });

    expect(messages).toMatchObject([
      { content: { type: 'resource', resource: { uri: 'test://example', text: expect.any(String) } } },
      { content: { type: 'text' } },
    ]);
  });

  test('prompts-get-with-image', async () => {
    const { messages } = await get('test_prompt_with_image');

    expect(messages).toMatchObject([
      { content: { type: 'image', mimeType: 'image/png', data: expect.any(String) } },
      { content: { type: 'text' } },
    ]);
  });

  test('completion-complete', async () => {
    const { completion } = await served.client.complete({
      ref: { type: 'ref/prompt', name: 'test_prompt_with_arguments' },
      argument: { name: 'arg1', value: 'par' },
    });

    expect(completion).toEqual({ values: ['paris', 'park', 'party'], total: 3, hasMore: false });
  });
});

describe('what only the older era has', () => {
  let served: ServedProcess;

  beforeAll(async () => {
    served = await serveProcess({ config: { plugins: { conformance: { from } } }, era: 'legacy' });
  });

  afterAll(() => served.close());

  test('tools-call-with-logging, logging-set-level', async () => {
    const heard: unknown[] = [];
    served.client.setNotificationHandler('notifications/message', ({ params }) => void heard.push(params));

    await served.client.setLoggingLevel('debug');
    await served.call('test_tool_with_logging');

    expect(heard).toEqual(
      ['Tool execution started', 'Tool processing data', 'Tool execution completed'].map((data) => ({
        level: 'info',
        logger: 'conformance',
        data,
      })),
    );
  });

  test('resources-subscribe, resources-unsubscribe', async () => {
    const uri = 'test://watched-resource';
    const updates: string[] = [];
    served.client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
      updates.push(params.uri);
    });

    const subscribed = await served.client.subscribeResource({ uri });
    await served.call('test_trigger_resource_update');
    await vi.waitFor(() => expect(updates).toEqual([uri]));
    const unsubscribed = await served.client.unsubscribeResource({ uri });
    await served.call('test_trigger_resource_update');
    await served.client.ping();

    expect([subscribed, unsubscribed]).toEqual([{}, {}]);
    expect(updates).toEqual([uri]);
  });
});
