import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { heldTool } from '../../support/held-tool.js';
import { MODERN_META } from '../../support/raw-process.js';
import { modernRequest, servedHttp } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

describe.each(['legacy', 'modern'] as const)('in the %s era', (era) => {
  test('a call that its client cancels ends on the server too', async () => {
    const held = heldTool();
    await using served = await servedHttp({ plugins: [held.plugin] });
    const client = await served.client(era);
    const stopping = new AbortController();
    const calling = client.callTool({ name: 'hold', arguments: {} }, { signal: stopping.signal });
    const failed = expect(calling).rejects.toThrow();
    await vi.waitFor(() => expect(held.begun).toBe(1));

    stopping.abort();

    await failed;
    await vi.waitFor(() => expect(held.cancelled).toBe(1));
    expect(await client.callTool({ name: 'say', arguments: {} })).toMatchObject({
      structuredContent: { said: 'x' },
    });
  });

  test('a tool asks the person at the client, and gets the answer', async () => {
    await using served = await servedHttp({ plugins: [fixture('asks.ts')] });
    const client = await served.client(era, { answer: { ok: true } });

    const result = await client.callTool({ name: 'ask-twice', arguments: {} });

    expect(result.structuredContent).toEqual({ said: 'accepted, accepted' });
  });

  test('progress comes before the result, and in order', async () => {
    await using served = await servedHttp({ plugins: [fixture('patient.ts')] });
    const client = await served.client(era);
    const log = join(served.host.dataFolder, 'work.log');
    const steps: string[] = [];

    const result = await client.callTool(
      { name: 'work-on-the-line', arguments: { log, seconds: 0.2 } },
      { onprogress: ({ message = '' }) => void steps.push(message) },
    );

    expect(steps).toEqual(['Step 1', 'Step 2', 'Step 3', 'Step 4']);
    expect(result.structuredContent).toMatchObject({ steps: 4 });
  });

  test('a client is told when a resource changes that it listens to, and of no other', async () => {
    await using served = await servedHttp({ plugins: [fixture('watched.ts')] });
    const client = await served.client(era);
    const updates: string[] = [];
    client.setNotificationHandler(
      'notifications/resources/updated',
      ({ params }) => void updates.push(params.uri),
    );
    const uri = 'boards://news';
    await (era === 'modern'
      ? client.listen({ resourceSubscriptions: [uri] })
      : client.subscribeResource({ uri }));

    for (const board of ['sports', 'news']) {
      await client.callTool({ name: 'write-board', arguments: { board, text: 'Fresh.' } });
    }

    await vi.waitFor(() => expect(updates).toEqual([uri]));
  });

  test('a client is told when there are other files than before', async () => {
    await using served = await servedHttp({
      config: { plugins: { files: true } },
      plugins: [fixture('painter.ts')],
    });
    const client = await served.client(era);
    let changes = 0;
    client.setNotificationHandler('notifications/resources/list_changed', () => void changes++);
    if (era === 'modern') await client.listen({ resourcesListChanged: true });

    await client.callTool({ name: 'paint-pictures', arguments: { bytes: 10, saved: 2, unsaved: 0 } });

    await vi.waitFor(() => expect(changes).toBe(1));
  });
});

test('a client that speaks of tasks gets a task, and its result from another connection', async () => {
  await using served = await servedHttp({ plugins: [fixture('patient.ts')] });
  const log = join(served.host.dataFolder, 'work.log');
  const capabilities = { extensions: { 'io.modelcontextprotocol/tasks': {} }, elicitation: { form: {} } };
  const ask = async (method: string, params: Record<string, unknown>) => {
    const { body, headers } = modernRequest(method, params);
    const _meta = { ...MODERN_META, 'io.modelcontextprotocol/clientCapabilities': capabilities };
    const response = await served.post({ ...body, params: { ...params, _meta } }, headers);
    return ((await response.json()) as { result: Record<string, unknown> }).result;
  };

  const { taskId } = await ask('tools/call', {
    ...{ name: 'work-once', arguments: { log, seconds: 0.2, ask: undefined } },
  });
  const asked = await vi.waitFor(async () => {
    const task = await ask('tasks/get', { taskId });
    expect(task.status).toBe('input_required');
    return task;
  });
  const [name = ''] = Object.keys(asked.inputRequests as object);
  await ask('tasks/update', {
    taskId,
    inputResponses: { [name]: { action: 'accept', content: { ok: true } } },
  });

  await vi.waitFor(async () =>
    expect(await ask('tasks/get', { taskId })).toMatchObject({ status: 'completed' }),
  );
  expect(await readFile(log, 'utf8')).toContain('done');
});

test('a call whose stream is closed without a word is cancelled in the newer era', async () => {
  const held = heldTool();
  await using served = await servedHttp({ plugins: [held.plugin] });
  const { body, headers } = modernRequest('tools/call', { name: 'hold', arguments: {} });
  const gone = new AbortController();
  const asking = fetch(served.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    body: JSON.stringify(body),
    signal: gone.signal,
  }).catch(() => 'gone');
  await vi.waitFor(() => expect(held.begun).toBe(1));

  gone.abort();

  expect(await asking).toBe('gone');
  await vi.waitFor(() => expect(held.cancelled).toBe(1));
});
