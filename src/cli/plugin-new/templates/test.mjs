import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testHost } from 'openai-mcp-host/testing';

let host;

before(async () => {
  host = await testHost({ plugins: [import.meta.dirname] });
});

after(() => host.close());

test('counts things in the order that is asked for', async () => {
  const { structured } = await host.callTool('count-{{name}}', {
    things: [{ name: 'tea' }, { name: 'bread', quantity: 2 }],
    order: 'name',
  });

  assert.deepEqual(structured, { total: 3, lines: ['2 × bread', '1 × tea'] });
});

test('refuses a thing without a name', async () => {
  const { error } = await host.callTool('count-{{name}}', { things: [{ quantity: 2 }] });

  assert.equal(error?.code, 'INPUT_INVALID');
  assert.match(error.message, /things\[0\]\.name is required/);
});
