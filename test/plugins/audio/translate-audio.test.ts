import { answers } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AudioHost, audioHost, bytesOf, heard } from './audio-host.js';
import { samples, wav } from './sound-files.js';

const SECOND = wav(samples(1));
const SPOKEN = `data:audio/wav;base64,${SECOND.toString('base64')}`;

let host: AudioHost;
beforeEach(async () => {
  host = await audioHost();
});
afterEach(() => host.close());

describe('translate-audio', () => {
  test('has one model put speech into English', async () => {
    const { usage: _, ...said } = heard([0, 1, 'Good day.']);
    host.openai.reply('/audio/translations', answers.json({ ...said, duration: 29.2 }));

    const result = await host.callTool('translate-audio', { file: SPOKEN, prompt: 'A talk.' });

    const { file, ...fields } = host.openai.requests[0]!.body;
    expect(await bytesOf(file)).toEqual(SECOND);
    expect(fields).toEqual({ model: 'whisper-1', response_format: 'verbose_json', prompt: 'A talk.' });
    expect(result.text).toBe('Good day.');
    expect(result.structured).not.toHaveProperty('segments');
    // 30 seconds, at $0.006 a minute.
    expect(result.usage.costUsd).toBe(0.003);
  });

  test('has times where subtitles are wanted', async () => {
    host.openai.reply('/audio/translations', answers.json(heard([0, 1, 'Good day.'])));

    const { text } = await host.callTool('translate-audio', { file: SPOKEN, response_format: 'vtt' });

    expect(host.openai.requests[0]?.body.response_format).toBe('verbose_json');
    expect(text).toBe('WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nGood day.\n');
  });

  test('has a text model translate into any other language, and says so', async () => {
    host.openai
      .reply('/audio/transcriptions', answers.json({ text: 'Good day.' }))
      .reply('/responses', answers.text('Bonjour.'));

    const { text, notes } = await host.callTool('translate-audio', { file: SPOKEN, language: 'French' });

    expect(text).toContain('Bonjour.');
    expect(notes.join()).toContain('transcribed first');
  });

  test('keeps the times of subtitles that a text model translates', async () => {
    host.openai
      .reply('/audio/transcriptions', answers.json(heard([0, 0.5, 'Good'], [0.5, 1, 'day.'])))
      .reply('/responses', answers.text('{"lines":["Bon","jour."]}'));

    const { structured } = await host.callTool('translate-audio', {
      ...{ file: SPOKEN, language: 'French', response_format: 'srt' },
    });

    expect(structured).toMatchObject({
      text: 'Bon jour.',
      segments: [
        { start: 0, end: 0.5, text: 'Bon' },
        { start: 0.5, end: 1, text: 'jour.' },
      ],
    });
  });

  test('takes the way over text where a provider has no endpoint for it', async () => {
    const config = { openai: { baseURL: 'http://speech.example.com/v1', api: 'chat' } };
    await using other = await audioHost({ config });
    other.openai
      .reply('/audio/translations', { status: 404, json: { error: { message: 'Not found' } } })
      .reply('/audio/transcriptions', answers.json({ text: 'Guten Tag.' }))
      .reply('/chat/completions', answers.text('Good day.'));

    const { text } = await other.callTool('translate-audio', { file: SPOKEN, model: 'whisper-large-v3' });

    expect(text).toContain('Good day.');
  });

  test('fails as the translation did where no passage was translated', async () => {
    host.openai
      .reply('/audio/transcriptions', answers.json({ text: 'Good day.' }))
      .reply('/responses', answers.error(401, 'invalid_api_key'));

    const { error } = await host.callTool('translate-audio', { file: SPOKEN, language: 'French' });

    expect(error?.code).toBe('API_KEY_INVALID');
  });

  test('has no more passages translated once one was refused for a reason that holds for all', async () => {
    const text = 'Good day, and welcome to all of you. '.repeat(1500);
    host.openai
      .reply('/audio/transcriptions', answers.json({ text }))
      .always('/responses', answers.error(401, 'invalid_api_key'));

    const { error } = await host.callTool('translate-audio', { file: SPOKEN, language: 'French' });

    expect(error?.code).toBe('API_KEY_INVALID');
    expect(host.openai.requests.filter(({ path }) => path === '/responses')).toHaveLength(3);
  });
});
