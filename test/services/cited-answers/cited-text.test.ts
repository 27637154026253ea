import { describe, expect, test } from 'vitest';
import { readCitedAnswer } from '../../../src/services/cited-answers/read-cited-answer.js';
import { citing, link, message, response, webCall } from '../../plugins/research/web-responses.js';

const read = (...output: object[]) => readCitedAnswer(response(output as never) as never);
const note = (url: unknown, start_index: unknown, end_index: unknown, title: unknown = 'T') =>
  ({ type: 'url_citation', url, start_index, end_index, title }) as Record<string, unknown>;
const X = 'https://x.example/1';

describe('citations', () => {
  test('are found behind characters that take two units', () => {
    const text = `🦊🦊🦊 say so${link(X)}. 🦊`;

    const { text: cited } = read(message(text, [citing(text, X)]));

    expect(cited).toBe('🦊🦊🦊 say so [1]. 🦊');
  });

  test('are found where a server counts units', () => {
    const text = `🦊🦊🦊 say so${link(X)}.`;
    const start = text.indexOf('([');

    const { text: cited } = read(message(text, [note(X, start, text.indexOf('))') + 2)]));

    expect(cited).toBe('🦊🦊🦊 say so [1].');
  });

  test('that mark the words themselves leave them standing', () => {
    const text = 'Ada keeps it. Bo does not.';

    const { text: cited, sources } = read(
      message(text, [note(X, 0, 12), note('https://y.example/', 14, 25)]),
    );

    expect(cited).toBe('Ada keeps it [1]. Bo does not [2].');
    expect(sources.map((source) => source.cited)).toEqual([['Ada keeps it'], ['Bo does not']]);
  });

  test('of one place by several pages stand side by side, the same page once', () => {
    const text = 'Ada keeps it.';
    const notes = [note(X, 0, 12), note('https://y.example/', 0, 12), note(`${X}?utm_source=openai`, 0, 12)];

    const { text: cited } = read(message(text, notes));

    expect(cited).toBe('Ada keeps it [1][2].');
  });

  test('that overlap lose nothing of the text', () => {
    const text = 'abcdefghij';

    const { text: cited } = read(message(text, [note(X, 0, 6), note('https://y.example/', 3, 8)]));

    expect(cited.replace(/ \[\d\]/g, '')).toBe(text);
  });

  test('that stand nowhere in the text are sources all the same', () => {
    const notes = [
      note('https://a.example/', -1, 3),
      note('https://b.example/', 5, 1),
      note('https://c.example/', 0, 999),
      note('https://d.example/', 'x', null),
      note('https://e.example/', 1.5, 2.5),
    ];

    const { text, sources } = read(message('Hi.', notes));

    expect(text).toBe('Hi.');
    expect(sources.map(({ url }) => new URL(url).host)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.example`),
    );
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,hi',
    'file:///etc/passwd',
    'not a url',
    '',
    7,
    null,
    `https://x.example/${'a'.repeat(3000)}`,
  ])('of %j, which leads nowhere, are left out', (url) => {
    const { text, sources, markdown } = read(message('Hi.', [note(url, 0, 2)]));

    expect(sources).toEqual([]);
    expect([text, markdown]).toEqual(['Hi.', 'Hi.']);
  });

  test.each([
    ['https://x.example/a_(b)?q=1#c', 'https://x.example/a_(b)?q=1#c'],
    ['https://user:secret@x.example/', 'https://x.example/'],
    ['https://x.example/?utm_source=openai&b=2', 'https://x.example/?b=2'],
    ['https://x.example/?a=%20+1&utm_source=chatgpt.com', 'https://x.example/?a=%20+1'],
    ['https://x.example/?utm_source=openai', 'https://x.example/'],
    ['https://x.example/?utm_source=news', 'https://x.example/?utm_source=news'],
    ['https://bücher.example/ä b', 'https://xn--bcher-kva.example/%C3%A4%20b'],
  ])('of %j go to %j', (given, url) => {
    expect(read(message('Hi.', [note(given, 0, 2)])).sources[0]?.url).toBe(url);
  });

  test('have titles on one line, of a length that can be read, or the host', () => {
    const titles = ['Two\nlines\t and\u0000 more', 'x'.repeat(500), '', undefined, 7, '\u202e]( evil'];
    const notes = titles.map((title, at) => ({ ...note(`https://x.example/${at}`, 0, 2), title }));

    const found = read(message('Hi.', notes)).sources.map(({ title }) => title);

    expect(found[0]).toBe('Two lines and more');
    expect(found[1]).toHaveLength(200);
    expect(found.slice(2, 5)).toEqual(['x.example', 'x.example', 'x.example']);
    expect(found[5]).toBe(']( evil');
  });

  test('of other kinds, and items of other forms, are passed over', () => {
    const odd = [{ type: 'file_citation', file_id: 'f' }, { type: 'url_citation' }];
    const items = [null, 7, { type: 'message' }, webCall(null as never), { type: 'web_search_call' }];

    const { text, sources } = read(...(items as object[]), message('Hi.', odd));

    expect(text).toBe('Hi.');
    expect(sources).toEqual([]);
  });

  test('of twenty thousand places are read in a moment, in order', () => {
    const parts = Array.from(
      { length: 20_000 },
      (_, at) => `Fact ${at}${link(`https://x.example/${at % 50}`)}.`,
    );
    let at = 0;
    const notes = parts.map((part, index) => {
      const from = at + part.indexOf('([');
      at += part.length;
      return note(`https://x.example/${index % 50}`, from, at - 1);
    });

    const { text, sources } = read(message(parts.join(''), notes));

    expect(text.startsWith('Fact 0 [1].Fact 1 [2].')).toBe(true);
    expect(text.endsWith('Fact 19999 [50].')).toBe(true);
    expect(sources).toHaveLength(50);
  });
});

test('what the model says on its way is left out where it answers in the end', () => {
  const { text, searches } = read(
    message('Let me look.', [], { phase: 'commentary' }),
    webCall({ type: 'search', query: 'ada' }),
    webCall({ type: 'open_page', url: X }),
    message('Ada.', [], { phase: 'final_answer' }),
  );

  expect(text).toBe('Ada.');
  expect(searches).toEqual(['ada']);
});

test('of the pages that were only consulted at most fifty are listed', () => {
  const sources = Array.from({ length: 200 }, (_, at) => ({ type: 'url', url: `https://x.example/${at}` }));

  const answer = read(webCall({ type: 'search', queries: ['a', 'a', 7, ''], sources }), message('Hi.'));

  expect(answer.sources).toHaveLength(50);
  expect(answer.searches).toEqual(['a']);
  expect(answer.markdown).toBe('Hi.');
});
