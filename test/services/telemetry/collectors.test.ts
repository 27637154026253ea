import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answers, testHost } from 'openai-mcp-host/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { type Collector, otlpCollector } from '../../support/otlp-collector.js';
import { BIN, serveProcess } from '../../support/served-process.js';
import { PLUGINS } from './busy-server.js';

const HI = { messages: [{ role: 'user', content: 'Hi' }], model: 'gpt-6.2-sol' };
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listening(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function collecting(): Promise<Collector> {
  const collector = await otlpCollector();
  closing.push(() => void collector.close());
  return collector;
}

describe('a collector that', () => {
  test.each<[string, () => Promise<string>]>([
    ['is not there', async () => 'http://127.0.0.1:9'],
    ['never answers', () => listening(() => {})],
    ['refuses', () => listening((_, response) => response.writeHead(400).end('no'))],
    [
      'is overloaded',
      () => listening((_, response) => response.writeHead(503, { 'retry-after': '60' }).end()),
    ],
    ['drops connections', () => listening(({ socket }) => socket.destroy())],
    ['talks nonsense', () => listening((_, response) => response.end('<html>'))],
  ])('%s holds up neither calls nor the end', async (_, open) => {
    const telemetry = { endpoint: await open(), intervalSeconds: 0.1 };
    const host = await testHost({ plugins: PLUGINS, config: { telemetry } });
    host.openai.reply('/responses', ...Array.from({ length: 20 }, () => answers.text('Hi.')));

    const results = await Promise.all(Array.from({ length: 20 }, () => host.callTool('chat-completion', HI)));
    await host.close();

    expect(results.map(({ text }) => text)).toEqual(Array.from({ length: 20 }, () => 'Hi.'));
  });
});

test('that a collector refuses is said in one line', async () => {
  const endpoint = await listening((_, response) => response.writeHead(400).end('no'));
  const server = await serveProcess({
    config: { telemetry: { endpoint, signals: ['metrics'], intervalSeconds: 0.1 } },
  });

  while (!server.stderr().includes('collector')) await server.client.listTools();
  for (let each = 0; each < 20; each++) await server.client.listTools();
  const said = server
    .stderr()
    .split('\n')
    .filter((line) => line.includes('The collector does not take metrics'));
  await server.close();

  expect(said).toHaveLength(1);
});

describe('the variables of OpenTelemetry', () => {
  test('switch it on, and name the service', async () => {
    const collector = await collecting();
    const server = await serveProcess({
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
        OTEL_SERVICE_NAME: 'drawing-room',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
        OTEL_BSP_SCHEDULE_DELAY: '50',
        OTEL_METRICS_EXPORTER: 'none',
      },
    });

    await server.client.listTools();
    await collector.span('tools/list');
    await server.close();

    expect(collector.resource()).toMatchObject({
      'service.name': 'drawing-room',
      'deployment.environment.name': 'test',
    });
    expect(collector.paths()).not.toContain('/v1/metrics');
  });

  test.each([
    ['OTEL_SDK_DISABLED', 'true', []],
    ['OTEL_TRACES_SAMPLER', 'always_off', ['/v1/metrics']],
  ])('%s=%s leaves %j', async (name, value, paths) => {
    const collector = await collecting();
    const server = await serveProcess({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, [name]: value } });

    await server.client.listTools();
    await server.close();

    expect(collector.paths()).toEqual(paths);
  });
});

describe('what is there of OpenTelemetry', () => {
  const hook = `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module';
    registerHooks({
      load(url, context, next) {
        if (url.includes('/create-telemetry')) process.stderr.write('LOADED\\n');
        return next(url, context);
      },
    });`)}`;
  const env = { NODE_OPTIONS: `--import=${hook}` };

  test.each([
    ['stays unloaded where nothing switches it on', {}, false],
    ['is loaded where the config switches it on', { telemetry: { metricsPort: 0 } }, true],
  ])('%s', async (_, config, isLoaded) => {
    const server = await serveProcess({ env, config });

    await server.client.listTools();
    await server.call('list-models');
    await server.close();

    expect(server.stderr().includes('LOADED')).toBe(isLoaded);
  });

  test('stays outside of what every start loads', () => {
    expect(readFileSync(join(BIN, '../bin.js'), 'utf8')).not.toContain('@opentelemetry');
  });
});
