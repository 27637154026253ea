import { readFile } from 'node:fs/promises';
import { definePlugin, Tool, ToolResult } from 'openai-mcp-host/plugin';
import { type TestHost, testHost } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

class Nothing {}
const SOUND = Buffer.alloc(20_000, 1);
const LETTER = 'Dear all. '.repeat(2_000);

const tool = (name: string, result: () => ToolResult) => {
  @Tool({ name, title: name, description: name, output: Nothing, effect: 'read-only' })
  class Made {
    run(): ToolResult {
      return result();
    }
  }
  return Made;
};

const plugin = definePlugin({
  name: 'senders',
  title: 'Senders',
  version: '1.0.0',
  host: '^1',
  tools: [
    tool('send-sound', () => new ToolResult({}, 'Listen.').sound({ data: SOUND, mimeType: 'audio/wav' })),
    tool('send-letter', () =>
      new ToolResult({}, 'Read.').resource({ uri: 'test:letter', content: LETTER, mimeType: 'text/plain' }),
    ),
    tool('send-small', () =>
      new ToolResult({}, 'Both.')
        .resource({ uri: 'test:bytes', content: Uint8Array.of(1, 2, 3) })
        .sound({ data: Uint8Array.of(1, 2, 3), mimeType: 'audio/mpeg' }),
    ),
  ],
});

let host: TestHost;
beforeAll(async () => {
  host = await testHost({ plugins: [plugin], config: { server: { maxMessageBytes: 16_384 } } });
});
afterAll(() => host.close());

test('sounds and resources that fit are shown where they are', async () => {
  const { content } = await host.callTool('send-small');

  expect(content).toEqual([
    { type: 'text', text: 'Both.' },
    { type: 'audio', data: 'AQID', mimeType: 'audio/mpeg' },
    {
      type: 'resource',
      resource: { uri: 'test:bytes', mimeType: 'application/octet-stream', blob: 'AQID' },
    },
  ]);
});

test.each([
  ['send-sound', SOUND],
  ['send-letter', Buffer.from(LETTER)],
])('what %s cannot show is a linked file, whole', async (name, whole) => {
  const { content } = await host.callTool(name);

  const link = content.find(({ type }) => type === 'resource_link') as { uri: string };
  expect(content.map(({ type }) => type)).toEqual(['text', 'text', 'resource_link']);
  expect(content[1]).toEqual({
    type: 'text',
    text: 'Note: 1 attachment is too large to show here; see the linked files.',
  });
  expect(await readFile(new URL(link.uri))).toEqual(whole);
});
