import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import nock from 'nock';
import OpenAI from 'openai';
import { registerReviewText } from './review-text.ts';

test('reviews the clarity of a text unless told otherwise', async () => {
  nock.disableNetConnect();
  let instructions = '';
  nock('https://api.openai.com')
    .post('/v1/responses', (body) => {
      instructions = body.instructions;
      return true;
    })
    .reply(200, {
      id: 'resp_1',
      object: 'response',
      output: [
        { type: 'message', content: [{ type: 'output_text', text: 'Clear enough.', annotations: [] }] },
      ],
    });
  const server = new McpServer({ name: 'review', version: '1.0.0' });
  registerReviewText(server, new OpenAI({ apiKey: 'sk-test', maxRetries: 0 }));
  const client = new Client({ name: 'test', version: '1.0.0' });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);

  const { structuredContent } = await client.callTool({
    name: 'review-text',
    arguments: { text: 'Take two.', reader: { role: 'a nurse', age: 40 } },
  });

  assert.deepEqual(structuredContent, { review: 'Clear enough.' });
  assert.match(instructions, /clarity .* a nurse, aged 40/);
  await client.close();
});
