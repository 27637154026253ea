import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { configFolder, fixture } from '../support/served-process.js';
import { runBin } from './run-bin.js';

const env = { OPENAI_API_KEY: 'sk-test' };

interface Finding {
  state: string;
  area: string;
  message: string;
  faults?: { code: string; plugin?: string }[];
}

const codesIn = (stdout: string): string[] =>
  (JSON.parse(stdout).findings as Finding[]).flatMap(({ faults = [] }) => faults.map(({ code }) => code));

describe('check', () => {
  test('ends with 0 when all is well, and names every plugin', async () => {
    const { code, stdout } = await runBin(['check'], { env });

    expect(stdout).toContain('All is well.');
    expect(stdout).toMatch(/✓ text \d+\.\d+\.\d+: 3 tools/);
    expect(stdout).not.toContain('✗');
    expect(code).toBe(0);
  });

  test('tells every fault of the config at once', async () => {
    const config = { plugins: { text: 3, images: { sekret: 1 } }, tools: { onyl: [] }, logLevel: 'loud' };

    const { code, stdout } = await runBin(['check'], { env, config });

    expect(code).toBe(1);
    expect(stdout).toContain('plugins.text must be');
    expect(stdout).toContain('"sekret"');
    expect(stdout).toContain('"onyl"');
    expect(stdout).toContain('logLevel must be');
    expect(stdout).toContain('4 faults');
  });

  test('warns of models of routing that nobody knows or that end, and of tools that nobody has', async () => {
    const routing = {
      tiers: { draft: 'gpt-6-lunar', standard: ['gpt-6.1-terra', 'gpt-3.5-turbo'] },
      candidates: ['gpt-image-2'],
      tools: { 'chat-completoin': 'hard', 'chat-*': 'draft' },
    };

    const { code, stdout } = await runBin(['check'], { env, config: { routing } });

    expect(code).toBe(0);
    expect(stdout.match(/^! routing.*/gm)).toEqual([
      '! routing.tiers.draft: the catalogue does not know gpt-6-lunar, so what it can do and costs is not looked at when auto chooses. Did you mean gpt-6-luna?',
      '! routing.tiers.standard: gpt-3.5-turbo was shut down on 2026-10-23; auto takes gpt-6-luna instead.',
      '! routing.candidates: gpt-image-2 writes no text; auto passes over it.',
      '! routing.tools: no tool named chat-completoin is served. Did you mean chat-completion?',
    ]);
  });

  test('warns of a gate that nobody stands at, or that stands nowhere, and shows where it stands', async () => {
    const moderation = { input: ['chat-*', 'paint-*'], output: ['generate-image'] };
    const openai = { baseURL: 'http://localhost:11434/v1' };

    const { code, stdout } = await runBin(['check'], { env, config: { moderation, openai } });

    expect(code).toBe(0);
    expect(stdout.match(/^! moderation.*/gm)).toEqual([
      '! moderation: few other providers have moderation, and this one may not; calls that it can not judge are refused.',
      '! moderation.input has paint-*, which is the name of no tool.',
    ]);
    expect(stdout).toContain(
      'Every call passes: fit → moderate-output → answer → find → validate → moderate-input → moderate-input → run',
    );
  });

  test('names a gate on a tool that nobody has', async () => {
    const config = { moderation: { output: ['genrate-image'] } };

    const { code, stdout } = await runBin(['check'], { env, config });

    expect(code).toBe(1);
    expect(stdout).toContain('There is no tool named genrate-image.');
    expect(stdout).toContain('Did you mean generate-image?');
    expect(stdout).toContain('moderation.output');
  });

  test('warns of limits on tools and plugins that nobody has', async () => {
    const on = (scope: string, match: string) => ({ scope, match, window: 'day', usd: 1 });
    const limits = [
      on('tool', 'genrate-image'),
      on('tool', 'generate-*'),
      on('plugin', 'txet'),
      on('client', 'x'),
    ];

    const { code, stdout } = await runBin(['check'], { env, config: { budget: { limits } } });

    expect(code).toBe(0);
    expect(stdout.match(/^! budget.*/gm)).toEqual([
      '! budget.limits[0] limits nothing: no tool named genrate-image is served. Did you mean generate-image?',
      '! budget.limits[2] limits nothing: no plugin named txet is served. Did you mean text?',
    ]);
  });

  test('says where the syntax of the config breaks', async () => {
    const { code, stdout } = await runBin(['check'], { env, config: '{\n  "plugins": {,}\n}' });

    expect(code).toBe(1);
    expect(stdout).toMatch(/mcp\.config\.json:2/);
  });

  test('tells what is wrong with each plugin, with key and selection, at once', async () => {
    const config = {
      plugins: {
        texd: true,
        images: { settings: { model: 4 } },
        'throws-at-import': { from: fixture('throws-at-import.ts') },
        'fails-to-start': { from: fixture('fails-to-start.ts') },
        nowhere: { from: './nowhere' },
      },
      tools: { except: ['chat-completoin'] },
    };

    const { code, stdout } = await runBin(['check', '--json'], { config });

    const codes = codesIn(stdout);
    expect(code).toBe(1);
    expect(codes).toEqual(
      expect.arrayContaining([
        'PLUGIN_UNKNOWN',
        'SETTINGS_INVALID',
        'PLUGIN_IMPORT_FAILED',
        'PLUGIN_NOT_FOUND',
        'TOOL_NAME_UNKNOWN',
        'API_KEY_MISSING',
      ]),
    );
    expect(stdout).toContain("fails-to-start can't be served.");
    expect(stdout).toContain('vision 1.0.0');
  });

  test('builds for real a plugin that it knows from before, and --json stays pure', async () => {
    const folder = await configFolder({ plugins: { prints: { from: fixture('prints.ts') } } });
    await runBin(['tools'], { folder });

    const { stdout, stderr } = await runBin(['check', '--json'], { env, folder });

    expect(JSON.parse(stdout).ok).toBe(true);
    expect(stderr).toContain('printed at import');
  });

  test('warns of a default model that is retired, and fails where such models are rejected', async () => {
    const defaults = { model: 'gpt-4-turbo' };

    const substituted = await runBin(['check'], { env, config: { defaults } });
    const rejected = await runBin(['check'], { env, config: { defaults, models: { retired: 'reject' } } });

    expect(substituted.stdout).toMatch(/^! defaults\.model: gpt-4-turbo was shut down/m);
    expect(substituted.code).toBe(0);
    expect(rejected.stdout).toContain('MODEL_RETIRED');
    expect(rejected.code).toBe(1);
  });

  test('says so when the data folder is no folder', async () => {
    const folder = await configFolder();
    await writeFile(join(folder, 'data'), 'in the way');

    const { code, stdout } = await runBin(['check'], { env, folder });

    expect(code).toBe(1);
    expect(stdout).toContain('DATA_FOLDER_UNWRITABLE');
  });

  test('--online asks once whether the key is accepted', async () => {
    const sandbox = await startSandbox();

    const { code, stdout } = await runBin(['check', '--online'], {
      env: { ...env, OPENAI_BASE_URL: sandbox.baseURL },
    });

    const asked = sandbox.requests().map(({ method, path }) => `${method} ${path}`);
    await sandbox.stop();
    expect(asked).toEqual(['GET /v1/models']);
    expect(stdout).toContain('accepts the API key');
    expect(code).toBe(0);
  });

  test('--online says why a provider can not be asked', async () => {
    const { code, stdout } = await runBin(['check', '--online', '--json'], {
      env: { ...env, OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' },
      config: { openai: { maxRetries: 0 } },
    });

    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    expect(code).toBe(1);
    expect(findings.find(({ area }) => area === 'key')).toMatchObject({
      state: 'fault',
      faults: [{ code: expect.stringMatching(/^[A-Z_]+$/), hint: expect.any(String) }],
    });
  });
});
