import { answers, testHost } from 'openai-mcp-host/testing';
import { describe, expect, test } from 'vitest';
import { DeafPrompt, offering } from './offering-plugin.js';

const plugins = [offering()];

describe.each(['modern', 'legacy'] as const)('in the %s era', (era) => {
  test('a prompt says its texts, its notes and its progress', async () => {
    await using host = await testHost({ plugins, era });

    const prompt = await host.getPrompt('begin-speech', { guests: 'friends' });

    expect(prompt.messages).toHaveLength(2);
    expect(prompt).toMatchObject({
      text: 'Greet friends.\nHello',
      notes: ['For friends.'],
      error: undefined,
    });
    expect(prompt.progress).toMatchObject([{ progress: 50, total: 100, message: 'Half of it' }]);
  });

  test('a prompt that fails is a result with an error, as a tool is', async () => {
    await using host = await testHost({ plugins, era });

    const own = await host.getPrompt('begin-speech', { guests: 'nobody' });
    const missing = await host.getPrompt('begin-speech');
    const unknown = await host.getPrompt('begin-speach');

    expect(own.error).toEqual({ code: 'NOBODY_THERE', message: 'There is nobody.', hint: 'Name somebody.' });
    expect([missing.error?.code, unknown.error?.code]).toEqual(['INPUT_INVALID', 'PROMPT_UNKNOWN']);
    expect(own.messages).toEqual([]);
  });

  test('a resource is read as text or bytes', async () => {
    await using host = await testHost({ plugins, era });

    const text = await host.readResource('greet://words/french');
    const bytes = await host.readResource('greet://hand');

    expect(text).toMatchObject({ text: 'Salut', bytes: undefined, mimeType: 'text/plain', error: undefined });
    expect(bytes).toMatchObject({ text: undefined, mimeType: 'image/png' });
    expect([...(bytes.bytes ?? [])]).toEqual([1, 2, 3]);
  });

  test('a resource that is not there has an error', async () => {
    await using host = await testHost({ plugins, era });

    const { error, contents } = await host.readResource('greet://words/klingon');

    expect(error).toMatchObject({
      code: 'RESOURCE_UNKNOWN',
      message: expect.stringContaining('greet://words/klingon'),
    });
    expect(contents).toEqual([]);
  });

  test('arguments and variables are completed, with a look at the others', async () => {
    await using host = await testHost({ plugins, era });

    expect(await host.complete('begin-speech', 'guests', 'f')).toEqual(['friends', 'foes']);
    expect(await host.complete('begin-speech', 'guests', 'fa', { wish: 'family' })).toEqual(['family']);
    expect(await host.complete('greet://words/{language}', 'language', 'e')).toEqual(['english']);
  });

  test('all that is offered is listed', async () => {
    await using host = await testHost({ plugins, era });

    const prompts = await host.listPrompts();
    const resources = await host.listResources();
    const templates = await host.listResourceTemplates();

    expect(prompts.map(({ name }) => name)).toEqual(['agree-first', 'begin-speech']);
    expect(resources.map(({ uri }) => uri)).toEqual([
      'greet://hand',
      'greet://words/english',
      'greet://words/french',
    ]);
    expect(templates.map(({ uriTemplate }) => uriTemplate)).toEqual(['greet://words/{language}']);
  });

  test('a person may answer what a prompt asks', async () => {
    await using host = await testHost({ plugins, era });

    const agreed = await host.getPrompt('agree-first', {}, { answer: 'accept' });
    const alone = await host.getPrompt('agree-first');

    expect([agreed.text, alone.text]).toEqual(['The person: accepted', 'The person: unavailable']);
  });

  test('a prompt that is cancelled rejects', async () => {
    await using host = await testHost({ plugins: [offering({ prompts: [DeafPrompt] })], era });
    const cancel = new AbortController();

    const asked = host.getPrompt('deaf-prompt', {}, { signal: cancel.signal });
    cancel.abort();

    await expect(asked).rejects.toThrow();
  });
});

test('a prompt says what it asked of OpenAI, and a request without a reply fails the test', async () => {
  const host = await testHost({ plugins });
  host.openai.reply('/responses', answers.text('Dear friends!'));

  const scripted = await host.getPrompt('begin-speech', { guests: 'friends', wish: 'Be brief.' });
  const unscripted = host.getPrompt('begin-speech', { guests: 'friends', wish: 'Be brief.' });

  expect(scripted.text).toContain('Dear friends!');
  expect(scripted.usage).toMatchObject({ model: 'gpt-6-luna', costUsd: expect.any(Number) });
  await expect(unscripted).rejects.toThrow(/POST \/responses has no scripted reply left/);
  await host.close();
});

test('a server without prompts and resources lists none', async () => {
  await using host = await testHost();

  expect(await host.listPrompts()).toEqual([]);
  expect(await host.listResources()).toEqual([]);
});
