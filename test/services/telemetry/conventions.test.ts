import * as incubating from '@opentelemetry/semantic-conventions/incubating';
import { expect, test } from 'vitest';
import { GEN_AI, GENERAL, MCP } from '../../../src/services/telemetry/conventions.js';
import { operationOf, textApiOf } from '../../../src/services/telemetry/request-operation.js';

const known = new Set<unknown>(Object.values(incubating));

test('every name that is said to be of the conventions is', () => {
  const names = [GEN_AI, MCP, GENERAL].flatMap((part) => Object.values(part));

  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

test.each([
  ['/responses', 'chat'],
  ['/chat/completions', 'chat'],
  ['/embeddings', 'embeddings'],
  ['/completions', 'text_completion'],
  ['/images/generations', 'generate_content'],
  ['/audio/speech', 'generate_content'],
  ['/vector_stores/vs_1/search', 'retrieval'],
])('a request to %s is the operation %s of the conventions', (endpoint, operation) => {
  expect(operationOf(endpoint)).toBe(operation);
  expect(known).toContain(operation);
});

test.each([
  ['/files/file-1/content', 'files'],
  ['/fine_tuning/jobs', 'fine_tuning'],
  ['/filesystem', 'other'],
  ['/whatever/somebody/asks', 'other'],
])('what has none, such as %s, is %s', (endpoint, operation) => {
  expect(operationOf(endpoint)).toBe(operation);
});

test('the interfaces for text are named as in the conventions', () => {
  expect(known).toContain(textApiOf('/responses/resp_1'));
  expect(known).toContain(textApiOf('/chat/completions'));
});
