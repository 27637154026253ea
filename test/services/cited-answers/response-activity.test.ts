import { expect, test } from 'vitest';
import { responseActivity } from '../../../src/services/cited-answers/response-activity.js';

const web = (action: unknown) => ({ type: 'web_search_call', action });
const activity = (output: unknown, status = 'in_progress') => responseActivity({ status, output } as never);

test.each([
  ['Waiting for its turn', [], 'queued'],
  ['Working', []],
  ['Working', undefined],
  ['Working', [null]],
  ['Reasoning', [{ type: 'reasoning' }]],
  ['Searching: ada (1 search so far)', [web({ type: 'search', query: 'old', queries: ['a', 'ada'] })]],
  ['Searching: ada (1 search so far)', [web({ type: 'search', query: 'ada' })]],
  ['Searching (1 search so far)', [web(undefined)]],
  ['Reading example.com (1 page so far)', [web({ type: 'open_page', url: 'https://example.com/a' })]],
  ['Reading a page (1 page so far)', [web({ type: 'open_page', url: null })]],
  [
    'Looking for "1906" on example.com (1 search, 2 pages so far)',
    [
      web({ type: 'search' }),
      web({ type: 'open_page', url: 'x' }),
      web({ type: 'find_in_page', pattern: '1906', url: 'https://example.com' }),
    ],
  ],
  ['Writing the answer (1 search so far)', [web({ type: 'search' }), { type: 'message' }]],
])('a response says "%s" of %j', (words, output, status = 'in_progress') => {
  expect(activity(output, status)).toBe(words);
});
