import { readFileSync } from 'node:fs';
import nock from 'nock';
import type { OpenAI } from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { API, events, openServices } from '../openai/open-services.js';
import { nanoOf, workedOut } from './worked-out.js';

interface Sample {
  name: string;
  endpoint: string;
  request: Record<string, unknown>;
  response?: object;
  events?: (object | string)[];
  bytes?: boolean;
  form?: boolean;
  status?: number;
  baseURL?: string;
  working?: string;
  nanoUsd: string | null;
}

const FILE = new URL('price-samples.json', import.meta.url);
const { samples } = JSON.parse(readFileSync(FILE, 'utf8')) as { samples: Sample[] };

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => nock.enableNetConnect());

function answer({ endpoint, baseURL = `${API}/v1`, response, events: stream, status = 200 }: Sample): void {
  const { origin, pathname } = new URL(baseURL);
  const post = nock(origin).post(pathname + endpoint);
  if (stream) post.reply(status, events(...stream), { 'content-type': 'text/event-stream' });
  else if (response) post.reply(status, response);
  else post.reply(status, Buffer.from('sound'), { 'content-type': 'audio/mpeg' });
}

function formOf(fields: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('file', new File(['sound'], 'a.mp3'));
  return form;
}

/** Sends the request, and reads its answer to the end. */
async function costOf(sample: Sample): Promise<bigint | null | undefined> {
  answer(sample);
  const { client, call } = await openServices({
    openai: { maxRetries: 0, ...(sample.baseURL && { baseURL: sample.baseURL }) },
  });
  const body = sample.form ? formOf(sample.request) : sample.request;
  await call.run(async () => {
    const response = await (client as OpenAI)
      .post(sample.endpoint, { body })
      .asResponse()
      .catch(() => undefined);
    await response?.arrayBuffer();
  });
  return call.requests[0]?.costNanoUsd;
}

describe('what usage costs', () => {
  test('is shown by samples of every kind', () => {
    expect(samples.length).toBeGreaterThanOrEqual(60);
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
  });

  test.each(samples)('$name', async (sample) => {
    const cost = await costOf(sample);

    expect(cost).toBe(sample.nanoUsd === null ? null : BigInt(sample.nanoUsd));
  });

  test.each(samples.filter(({ working }) => working))('the working of: $name', ({ working, nanoUsd }) => {
    const result = nanoOf(workedOut(working!));

    expect(result).toBe(BigInt(nanoUsd!));
  });
});
