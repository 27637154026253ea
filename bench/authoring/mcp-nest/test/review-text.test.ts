import 'reflect-metadata';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport } from '@modelcontextprotocol/server';
import { Test } from '@nestjs/testing';
import { McpStrategy, type McpTransport } from '@rekog/mcp-nest';
import nock from 'nock';
import OpenAI from 'openai';
import { AppModule } from '../dist/app.module.js';

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
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(OpenAI)
    .useValue(new OpenAI({ apiKey: 'sk-test', maxRetries: 0 }))
    .compile();
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  const inMemory: McpTransport = {
    kind: 'stdio',
    start: (context) =>
      context.createBoundServer({ transport: 'stdio', stateless: false }).connect(serverSide),
    close: () => serverSide.close(),
  };
  const strategy = new McpStrategy({ name: 'review', version: '1.0.0', transports: [inMemory] });
  const app = module.createNestMicroservice({ strategy, logger: false });
  await app.listen();
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(clientSide);

  const { structuredContent } = await client.callTool({
    name: 'review-text',
    arguments: { text: 'Take two.', reader: { role: 'a nurse', age: 40 } },
  });

  assert.deepEqual(structuredContent, { review: 'Clear enough.' });
  assert.match(instructions, /clarity .* a nurse, aged 40/);
  await client.close();
  await app.close();
});
