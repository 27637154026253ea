import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answers, testHost } from 'openai-mcp-host/testing';

test('reviews the clarity of a text unless told otherwise', async () => {
  await using host = await testHost({ plugins: [new URL('review-text.ts', import.meta.url)] });
  host.openai.reply('/responses', answers.text('Clear enough.'));

  const { structured } = await host.callTool('review-text', {
    text: 'Take two.',
    reader: { role: 'a nurse', age: 40 },
  });

  assert.deepEqual(structured, { review: 'Clear enough.' });
  assert.match(host.openai.requests[0]?.body.instructions, /clarity .* a nurse, aged 40/);
});
