import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestHost, testHost } from 'openai-mcp-host/testing';

let host: TestHost;

before(async () => {
  host = await testHost({ plugins: [new URL('dice.ts', import.meta.url)] });
});

after(() => host.close());

test('shows a side of the die', async () => {
  const { structured } = await host.callTool<{ shown: number }>('roll-die', { sides: 2 });

  assert.ok(structured?.shown === 1 || structured?.shown === 2);
});

test('refuses a die without sides', async () => {
  const { error } = await host.callTool('roll-die', { sides: 0 });

  assert.equal(error?.code, 'INPUT_INVALID');
  assert.match(error.message, /sides/);
});
