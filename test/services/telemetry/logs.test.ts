import { definePlugin, Logger, Tool, type ToolCall } from 'openai-mcp-host/plugin';
import { answers, testHost } from 'openai-mcp-host/testing';
import { expect, test } from 'vitest';
import { ChatCompletion } from '../../../plugins/text/chat-completion.tool.js';
import text from '../../../plugins/text/plugin.js';
import { otlpCollector } from '../../support/otlp-collector.js';
import { fixture, serveProcess } from '../../support/served-process.js';

class Nothing {}

@Tool({
  name: 'chatter',
  title: 'Chatter',
  description: 'Logs.',
  input: Nothing,
  output: Nothing,
  effect: 'read-only',
})
class Chatter {
  constructor(private readonly log: Logger) {}

  async run(_: Nothing, call: ToolCall): Promise<Nothing> {
    this.log.warn(`The password of ${call.client.name} is swordfish.`);
    throw new Error('Unforeseen swordfish.');
  }
}

const PLUGINS = [
  definePlugin({ ...text, tools: [ChatCompletion] }),
  definePlugin({ name: 'chatty', title: 'Chatty', version: '1.0.0', host: '^1', tools: [Chatter] }),
];

test('log lines reach the collector with the ids of their call and trace, and without what plugins and errors say', async () => {
  const collector = await otlpCollector();
  const telemetry = { endpoint: collector.url };
  const host = await testHost({
    plugins: PLUGINS,
    config: { telemetry, logLevel: 'info', openai: { maxRetries: 1 } },
    env: { LOG_LEVEL: 'info' },
  });
  host.openai.reply('/responses', answers.error(503, 'overloaded'), answers.text('Hi.'));

  await host.callTool('chat-completion', { messages: [{ role: 'user', content: 'Hi' }] });
  await host.callTool('chatter');
  await host.close();

  const called = await collector.span('tools/call chat-completion');
  const retry = await collector.log(/trying again/);
  const ended = await collector.log(/^tools\/call chat-completion/);
  const failed = await collector.log(/chatter failed/);
  await collector.close();
  expect(retry).toMatchObject({ severity: 'INFO', traceId: called.traceId });
  expect(retry.attributes).toMatchObject({
    'openai_mcp_host.plugin': 'openai',
    'openai_mcp_host.call.id': called.attributes['openai_mcp_host.call.id'],
    tries: 1,
  });
  expect(ended.attributes).toMatchObject({ code: 'ok', model: 'gpt-6.2-sol', ms: expect.any(Number) });
  expect(failed.attributes).toMatchObject({ 'exception.type': 'Error' });
  expect(collector.bodies()).not.toContain('swordfish');
});

test('log lines on stderr bear the id of the call, and a line for each call is written at info', async () => {
  const server = await serveProcess({
    config: { plugins: { patient: { from: fixture('patient.ts') } }, logFormat: 'json', logLevel: 'info' },
  });

  await server.call('work-on-the-line', { log: '/dev/null', seconds: 0 });
  await server.close();

  const lines = server
    .stderr()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  expect(lines.filter(({ plugin }) => plugin === 'calls')).toMatchObject([
    {
      level: 'info',
      msg: 'tools/call work-on-the-line',
      call: expect.stringMatching(/^[0-9a-f-]{36}$/),
      client: 'test',
      tool: 'work-on-the-line',
      facts: { code: 'ok', ms: expect.any(Number) },
    },
  ]);
});

test('log lines are for people where the config says so, whatever stderr is', async () => {
  const server = await serveProcess({ config: { logFormat: 'human', logLevel: 'info' } });

  await server.call('list-models');
  await server.close();

  expect(server.stderr()).toMatch(/^\d\d:\d\d:\d\d INFO {2}calls: tools\/call list-models {2}code=/m);
});
