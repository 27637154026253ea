import { join } from 'node:path';
import { definePlugin } from 'openai-mcp-host/plugin';
import { answers, type TestHost, testHost } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GetJob } from '../../../plugins/jobs/get-job.tool.js';
import jobs from '../../../plugins/jobs/plugin.js';
import { ChatCompletion } from '../../../plugins/text/chat-completion.tool.js';
import text from '../../../plugins/text/plugin.js';
import patient from '../../fixtures/plugins/patient.js';
import { type Collector, otlpCollector } from '../../support/otlp-collector.js';
import { MODERN_META } from '../../support/raw-process.js';
import { servedHttp } from '../../support/served-http.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CLIENT_SPAN = 'b7ad6b7169203331';
const META = { traceparent: `00-${TRACE}-${CLIENT_SPAN}-01`, tracestate: 'house=blue', baggage: 'team=red' };
const PLUGINS = [
  definePlugin({ ...text, tools: [ChatCompletion] }),
  definePlugin({ ...jobs, tools: [GetJob] }),
  patient,
];
const SERVER = 2;
const CLIENT = 3;
const ERROR = 2;

let collector: Collector;
let host: TestHost;
beforeEach(async () => {
  collector = await otlpCollector();
});
afterEach(async () => {
  await host.close();
  await collector.close();
});

const start = async (config: { telemetry?: object } & Record<string, unknown> = {}) => {
  const telemetry = { endpoint: collector.url, ...config.telemetry };
  host = await testHost({ plugins: PLUGINS, config: { ...config, telemetry } });
};
const chat = (input: object = {}, _meta: Record<string, unknown> = META) =>
  host.client.callTool({
    name: 'chat-completion',
    arguments: { messages: [{ role: 'user', content: 'The secret is plum.' }], ...input },
    _meta,
  });
/** All that there is, which the end of a server sends. */
const end = () => host.close();

describe('a tool call with a trace', () => {
  test('is a server span under the client, and its request to OpenAI a client span under that', async () => {
    await start();
    host.openai.reply('/responses', answers.text('Plum it is.'));

    await chat({ model: 'gpt-6.2-sol', max_tokens: 50, temperature: 0 });
    await end();

    const called = await collector.span('tools/call chat-completion');
    const asked = await collector.span('chat gpt-6.2-sol');
    expect(called).toMatchObject({ kind: SERVER, traceId: TRACE, parentSpanId: CLIENT_SPAN });
    expect(called.attributes).toMatchObject({
      'mcp.method.name': 'tools/call',
      'mcp.protocol.version': '2026-07-28',
      'gen_ai.tool.name': 'chat-completion',
      'gen_ai.operation.name': 'execute_tool',
      'network.transport': 'pipe',
      'jsonrpc.request.id': expect.any(String),
      'openai_mcp_host.client': 'local',
    });
    expect(asked).toMatchObject({ kind: CLIENT, traceId: TRACE, parentSpanId: called.spanId });
    expect(asked.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-6.2-sol',
      'gen_ai.request.max_tokens': 50,
      'openai.api.type': 'responses',
      'server.address': 'api.openai.com',
      'http.response.status_code': 200,
      'gen_ai.usage.input_tokens': expect.any(Number),
      'gen_ai.usage.output_tokens': expect.any(Number),
      'openai_mcp_host.cost.usd': expect.any(Number),
      'openai_mcp_host.call.id': called.attributes['openai_mcp_host.call.id'],
    });
    expect(collector.resource()).toMatchObject({ 'service.name': 'openai-mcp-host' });
  });

  test('goes on to OpenAI, but for the baggage', async () => {
    await start();
    host.openai.reply('/responses', answers.text('Hi.'));

    await chat({ model: 'gpt-6.2-sol' });
    await end();

    const { spanId } = await collector.span('chat gpt-6.2-sol');
    const { headers } = host.openai.requests[0]!;
    expect(headers).toMatchObject({ traceparent: `00-${TRACE}-${spanId}-01`, tracestate: 'house=blue' });
    expect(headers).not.toHaveProperty('baggage');
  });

  test.each([
    ['baggage', { baggage: 'team=red', tracestate: 'house=blue' }],
    ['none', {}],
  ])('carries what the config says: %s', async (upstream, expected) => {
    await start({ telemetry: { upstream } });
    host.openai.reply('/responses', answers.text('Hi.'));

    await chat();

    const { traceparent, tracestate, baggage } = host.openai.requests[0]!.headers;
    expect({ tracestate, baggage }).toEqual({ tracestate: undefined, baggage: undefined, ...expected });
    expect(traceparent === undefined).toBe(upstream === 'none');
  });

  test('that is malformed begins a trace of its own', async () => {
    await start();
    host.openai.reply('/responses', answers.text('Hi.'));

    await chat({}, { traceparent: '00-nonsense-\r\nX: y-01', tracestate: 'a'.repeat(5000) });
    await end();

    const { parentSpanId, traceId } = await collector.span('tools/call chat-completion');
    expect(parentSpanId ?? '').toBe('');
    expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('what goes wrong', () => {
  test('is an error of the spans, in codes and without words', async () => {
    await start();
    host.openai.reply(
      '/responses',
      answers.error(401, 'invalid_api_key', 'Incorrect key sk-secret-1234567890'),
    );

    await chat({ model: 'gpt-6.2-sol' });
    await end();

    const called = await collector.span('tools/call chat-completion');
    const asked = await collector.span('chat gpt-6.2-sol');
    expect(called.attributes).toMatchObject({
      'error.type': 'tool_error',
      'openai_mcp_host.error.code': 'API_KEY_INVALID',
    });
    expect(called.status).toEqual({ code: ERROR });
    expect(asked.attributes).toMatchObject({ 'error.type': '401', 'http.response.status_code': 401 });
    expect(asked.status).toEqual({ code: ERROR });
    expect(collector.bodies()).not.toContain('sk-secret');
  });

  test('and is sent again is one span with an event for each retry', async () => {
    await start({ openai: { maxRetries: 1 } });
    host.openai.reply('/responses', answers.error(503, 'overloaded'), answers.text('Hi.'));

    await chat({ model: 'gpt-6.2-sol' });
    await end();

    const { events, attributes } = await collector.span('chat gpt-6.2-sol');
    expect(events.filter(({ name }) => name === 'retry')).toMatchObject([
      { attributes: { 'http.response.status_code': 503, 'wait.ms': expect.any(Number) } },
    ]);
    expect(attributes).toMatchObject({ 'openai_mcp_host.tries': 2, 'http.response.status_code': 200 });
    expect(attributes).not.toHaveProperty('error.type');
  });

  test('with a tool that is not served is named other, whatever the client called it', async () => {
    await start();

    await expect(host.client.callTool({ name: 'evil-9f3a', arguments: {} })).rejects.toThrow();
    await end();

    const { attributes } = await collector.span('tools/call other');
    expect(attributes).toMatchObject({ 'error.type': '-32602', 'rpc.response.status_code': '-32602' });
    expect(collector.bodies()).not.toContain('evil-9f3a');
  });
});

test('nothing that a client, OpenAI or a file says is told to the collector', async () => {
  await start({ logLevel: 'debug' });
  host.openai.reply('/responses', answers.text('An answer about apricots.'));

  await chat();
  await host.client.callTool({
    name: 'work-again',
    arguments: { log: join(host.dataFolder, 'grapes'), seconds: 0.05 },
  });
  await end();

  await collector.span('tools/call work-again');
  expect(collector.bodies()).not.toMatch(/plum|apricot|grapes|sk-test/i);
});

test('a call that goes on as a job is in a trace of its own from then on, linked to where it was begun', async () => {
  await start({ server: { handOverSeconds: 0.1 } });

  const handed = await host.client.callTool({
    name: 'work-again',
    arguments: { log: join(host.dataFolder, 'log'), seconds: 0.3 },
    _meta: META,
  });
  const job = (handed._meta as Record<string, string>)['openai-mcp-host/job'];
  await host.callTool('get-job', { id: job!, wait_seconds: 10 });
  await end();

  const called = await collector.span('tools/call work-again');
  const run = await collector.span('job work-again');
  expect(run.attributes).toMatchObject({ 'openai_mcp_host.job.id': job });
  expect(run.traceId).not.toBe(TRACE);
  expect(run.links).toMatchObject([{ traceId: TRACE, spanId: called.spanId }]);
});

test('what stands in the place of a model and can be none is not repeated', async () => {
  await start();
  host.openai.reply('/responses', answers.error(404, 'model_not_found'));

  await chat({ model: 'my plum pie, please' });
  await end();

  const { attributes } = await collector.span('chat other');
  expect(attributes).toMatchObject({ 'gen_ai.request.model': 'other' });
  expect(collector.bodies()).not.toContain('plum');
});

test('a list is a span, too, of either era', async () => {
  await start();
  const legacy = await testHost({
    config: { telemetry: { endpoint: collector.url } },
    era: 'legacy',
    plugins: PLUGINS,
  });

  await host.client.listTools();
  await legacy.client.listTools();
  await legacy.close();
  await end();

  const versions = collector
    .spans()
    .filter(({ name }) => name === 'tools/list')
    .map(({ attributes }) => attributes['mcp.protocol.version']);
  expect(versions.sort()).toEqual(['2025-11-25', '2026-07-28']);
});

describe('over HTTP', () => {
  const HEADERS = { traceparent: `00-${TRACE}-${CLIENT_SPAN}-01` };
  const open = (config: object = {}) =>
    servedHttp({ plugins: PLUGINS, config: { ...config, telemetry: { endpoint: collector.url } } });

  test('the trace of the HTTP request is taken where the message names none', async () => {
    await start();
    const served = await open();
    const byHeader = await served.client('modern', { headers: HEADERS });

    await byHeader.listTools();
    await byHeader.callTool({
      name: 'get-job',
      arguments: { id: 'x' },
      _meta: { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` },
    });
    await served.close();

    expect(await collector.span('tools/list')).toMatchObject({
      ...{ traceId: TRACE, parentSpanId: CLIENT_SPAN },
      attributes: { 'network.transport': 'tcp' },
    });
    expect(await collector.span('tools/call get-job')).toMatchObject({
      ...{ traceId: '1'.repeat(32), parentSpanId: '2'.repeat(16) },
    });
  });

  test('a session of an older client is named in its spans', async () => {
    await start();
    const served = await open();

    await (await served.client('legacy')).listTools();
    await served.close();

    const { attributes } = await collector.span('tools/list');
    expect(attributes['mcp.session.id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a task runs in a trace of its own, linked to the request that began it', async () => {
    await start();
    const served = await open();
    const stated = { extensions: { 'io.modelcontextprotocol/tasks': {} } };
    const _meta = { ...MODERN_META, ...META, 'io.modelcontextprotocol/clientCapabilities': stated };
    const params = {
      name: 'work-again',
      arguments: { log: join(served.host.dataFolder, 'log'), seconds: 0.1 },
      _meta,
    };

    await served.post(
      { jsonrpc: '2.0', id: 1, method: 'tools/call', params },
      { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'work-again' },
    );
    await served.close();

    const begun = await collector.span('tools/call work-again');
    const run = await collector.span('job work-again');
    expect(begun.traceId).toBe(TRACE);
    expect(run.traceId).not.toBe(TRACE);
    expect(run.links).toMatchObject([{ traceId: TRACE, spanId: begun.spanId }]);
  });
});
