import { describe, expect, test } from 'vitest';
import { runBin } from '../../cli/run-bin.js';

const messages = (content: string) => JSON.stringify({ messages: [{ role: 'user', content }] });
const moderation = { input: ['chat-*'], output: ['chat-*'] };

describe('a gate in front of bundled tools, their moderation plugin being off', () => {
  const plugins = { moderation: false };

  test('refuses what is flagged, and writes none of it to the log', async () => {
    const config = { plugins, moderation, logLevel: 'debug' };

    const { code, stdout, stderr } = await runBin(
      ['call', 'chat-completion', messages('I will kill you with a spoon'), '--sandbox'],
      { config },
    );

    expect(code).toBe(1);
    expect(stdout + stderr).toContain('MODERATION_FLAGGED');
    expect(stdout + stderr).not.toContain('spoon');
  });

  test('lets a stream pass when it is whole, without showing it before', async () => {
    const { code, stdout, stderr } = await runBin(
      [
        'call',
        'chat-completion',
        JSON.stringify({ messages: [{ role: 'user', content: 'Tell me of spoons.' }], stream: true }),
        '--sandbox',
      ],
      { config: { plugins, moderation } },
    );

    expect(code).toBe(0);
    expect(stdout).toContain('spoons');
    expect(stderr).not.toContain('spoons');
  });

  test('costs no estimate anything, and no key', async () => {
    const { code, stdout } = await runBin(
      ['call', 'chat-completion', messages('I will kill you'), '--dry-run'],
      {
        config: { plugins, moderation },
      },
    );

    expect(code).toBe(0);
    expect(stdout).toMatch(/\$0\.\d+/);
  });
});
