import assert from 'node:assert/strict';
import { test } from 'node:test';
import nock from 'nock';

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
  process.env.OPENAI_API_KEY = 'sk-test';
  const { default: ReviewTextTool } = await import('../dist/tools/ReviewTextTool.js');

  const { structuredContent } = await new ReviewTextTool().toolCall({
    params: { name: 'review-text', arguments: { text: 'Take two.', reader: { role: 'a nurse', age: 40 } } },
  });

  assert.deepEqual(structuredContent, { review: 'Clear enough.' });
  assert.match(instructions, /clarity .* a nurse, aged 40/);
});
