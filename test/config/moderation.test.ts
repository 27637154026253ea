import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';
import { FaultError } from '../../src/contracts/fault.js';

const load = (moderation: unknown) => loadConfig({ document: { moderation }, env: {}, cwd: tmpdir() });

describe('moderation in the config', () => {
  test('names every category that there is not, with the nearest one', async () => {
    const loading = load({ thresholds: { violance: 0.5, violence: 0.5 }, categories: ['hate', 'weather'] });

    const error = await loading.catch((reason) => reason);

    expect(error).toBeInstanceOf(FaultError);
    expect(error.faults).toMatchObject([
      {
        code: 'CONFIG_INVALID',
        where: 'moderation.thresholds',
        message: 'moderation.thresholds names "violance", and moderation has no such category.',
        hint: expect.stringContaining('Did you mean violence?'),
      },
      { where: 'moderation.categories[1]', hint: expect.stringContaining('There are: harassment, ') },
    ]);
  });

  test.each([
    [{ thresholds: { hate: 1.5 } }, 'moderation.thresholds.hate must be at most 1 (it is 1.5).'],
    [{ onFlagged: 'shrug' }, 'moderation.onFlagged must be one of "refuse", "ask" (it is "shrug").'],
    [{ inputs: [] }, 'Unknown property "inputs" in moderation; did you mean "input"?'],
  ])('refuses %j', async (moderation, message) => {
    await expect(load(moderation)).rejects.toMatchObject({ faults: [{ message }] });
  });

  test('takes every category of OpenAI', async () => {
    const { config } = await load({
      categories: ['self-harm/intent', 'illicit'],
      thresholds: { 'sexual/minors': 0 },
    });

    expect(config.moderation).toMatchObject({ categories: ['self-harm/intent', 'illicit'], input: [] });
  });
});
