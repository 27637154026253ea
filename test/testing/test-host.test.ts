import { answers, testHost } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';
import asking from './asking-plugin.js';

const fixture = (name: string) => new URL(`../fixtures/plugins/${name}`, import.meta.url);

describe('a person at the client', () => {
  test.each([
    ['accept', 'accepted'],
    ['decline', 'declined'],
    [undefined, 'unavailable'],
  ] as const)('who says %s makes it %s', async (answer, expected) => {
    await using host = await testHost({ plugins: [asking], ...(answer === undefined ? {} : { answer }) });

    const { structured } = await host.callTool('ask-person');

    expect(structured).toEqual({ answer: expected });
  });

  test('may answer each question in its own way', async () => {
    const answer = (question: string) => (question.includes('red') ? 'accept' : 'cancel');
    await using host = await testHost({ plugins: [asking], answer });

    const red = await host.callTool('ask-person', { question: 'Paint it red?' });
    const black = await host.callTool('ask-person', { question: 'Paint it black?' });

    expect([red.structured, black.structured]).toEqual([{ answer: 'accepted' }, { answer: 'declined' }]);
  });

  test.each(['modern', 'legacy'] as const)('may fill in a form, in the %s era', async (era) => {
    await using host = await testHost({
      plugins: [fixture('booking.ts')],
      era,
      answer: (question, { properties }) => ({ city: `${question} ${Object.keys(properties as object)}` }),
    });

    const filled = await host.callTool(
      'book-trip',
      {},
      { answer: { name: 'Ada', email: 'ada@example.com' } },
    );
    const cancelled = await host.callTool('book-trip', {}, { answer: 'cancel' });
    const each = await host.callTool('book-return');

    expect(each.text).toContain('Where to? city, And back to? city, Which way? city, accepted');
    expect(filled.text).toMatch(/^{"said":"Ada, 1 × window /);
    expect(cancelled.structured).toEqual({ said: 'cancelled' });
  });

  test.each(['modern', 'legacy'] as const)(
    'who accepts a form that is not filled in is told which field is missing, in the %s era',
    async (era) => {
      await using host = await testHost({ plugins: [fixture('booking.ts')], era, answer: 'accept' });

      const said = await host.callTool('book-trip').then(
        ({ text }) => text,
        (error: Error) => error.message,
      );

      expect(said).toContain('"Whom do we book for?" asks for name, email. Answer with fields: { name: … }.');
    },
  );

  test.each(['modern', 'legacy'] as const)('may be there for one call alone, in the %s era', async (era) => {
    await using host = await testHost({ plugins: [asking], era });

    const [asked, alone] = await Promise.all([
      host.callTool('ask-person', {}, { answer: 'accept' }),
      host.callTool('ask-person'),
    ]);

    expect([asked.structured, alone.structured]).toEqual([{ answer: 'accepted' }, { answer: 'unavailable' }]);
  });
});

describe('a plugin by its place', () => {
  test.each([
    ['a folder', fixture('weather'), 'weather'],
    ['a file', fixture('painter.ts'), 'painter'],
    ['a path', new URL(fixture('weather')).pathname, 'weather'],
  ])('may be %s', async (_, place, name) => {
    await using host = await testHost({ plugins: [place] });

    expect(new Set(host.host.tools.map(({ plugin }) => plugin))).toEqual(new Set([name]));
  });

  test('keeps what the config says of it', async () => {
    await using host = await testHost({
      plugins: [fixture('weather')],
      config: { plugins: { weather: { tools: { except: ['*'] } } } },
    });

    expect(host.host.tools).toEqual([]);
  });

  test('that is broken fails the test host, with what to do', async () => {
    await expect(testHost({ plugins: [fixture('no-definition.ts')] })).rejects.toThrow(
      /PLUGIN_NOT_DEFINED: .* Write `export default definePlugin/,
    );
  });

  test('that needs another host fails the test host too', async () => {
    await expect(testHost({ plugins: [fixture('old-host.ts')] })).rejects.toThrow(/PLUGIN_HOST_VERSION/);
  });

  test('that is nowhere is said to be', async () => {
    await expect(testHost({ plugins: ['no-such-plugin'] })).rejects.toThrow(
      /PLUGIN_NOT_FOUND: There is no plugin at "no-such-plugin"\. Install the package/,
    );
  });
});

test('a result says what the model reads, what it used, and every progress message', async () => {
  await using host = await testHost({ plugins: [asking] });
  host.openai.reply('/responses', answers.text('Hello.'));

  const result = await host.callTool('ask-openai', { what: 'responses' });

  expect(result.text).toBe('{"got":["Hello."]}');
  expect(result.progress).toEqual([{ progress: 50, total: 100, message: 'Asking gpt-6-luna' }]);
  expect(result.usage).toMatchObject({ model: 'gpt-6-luna', outputTokens: 5 });
});

test('a test host that was closed may be closed again', async () => {
  const host = await testHost();

  await host.close();

  await expect(host.close()).resolves.toBeUndefined();
});
