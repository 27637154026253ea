import OpenAI from 'openai';
import { afterAll, beforeAll } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';

/** One sandbox for a test file, and a plain OpenAI client on it. */
export const useSandbox = (): { sandbox: Sandbox; openai: OpenAI } => {
  const held = {} as { sandbox: Sandbox; openai: OpenAI };
  beforeAll(async () => {
    held.sandbox = await startSandbox();
    held.openai = new OpenAI({ baseURL: held.sandbox.baseURL, apiKey: 'any', maxRetries: 0 });
  });
  afterAll(() => held.sandbox.stop());
  return held;
};
