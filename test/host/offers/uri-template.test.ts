import { expect, test } from 'vitest';
import { isUri, isUriTemplate, matchUri } from '../../../src/host/offers/uri-template.js';

test.each([
  ['notes://{name}', 'notes://a%20b', { name: 'a b' }],
  ['notes://{folder}/{name}', 'notes://x/y', { folder: 'x', name: 'y' }],
  ['file:///{+path}', 'file:///a/b.png', { path: 'a/b.png' }],
  ['test://template/{id}/data', 'test://template/7/data', { id: '7' }],
  ['a.b:{x}(c)', 'a.b:1(c)', { x: '1' }],
])('%s fits %s', (template, uri, variables) => {
  expect(isUriTemplate(template)).toBe(true);
  expect(matchUri(template, uri)).toEqual(variables);
});

test.each([
  ['notes://{name}', 'notes://'],
  ['notes://{name}', 'notes://a/b'],
  ['notes://{name}', 'notes://a?b'],
  ['notes://{name}', 'notes://%E0%A4%A'],
  ['a.b:{x}', 'aXb:1'],
  ['file:///{+path}', 'file:///'],
])('%s does not fit %s', (template, uri) => {
  expect(matchUri(template, uri)).toBeUndefined();
});

test.each([
  'notes://',
  'notes://{a}/{a}',
  'notes://{a}{b}',
  'notes://{?a}',
  'notes://{a',
  '{a}',
  'no scheme {a}',
])('%s is no template', (template) => {
  expect(isUriTemplate(template)).toBe(false);
});

test.each([
  ['notes:logo', true],
  ['https://example.com/a', true],
  ['/a', false],
  ['a b:c', false],
  ['', false],
])('whether "%s" is a URI: %s', (text, is) => {
  expect(isUri(text)).toBe(is);
});
