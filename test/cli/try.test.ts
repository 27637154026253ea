import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { runBin } from './run-bin.js';

interface Visit {
  tool: string;
  ok: boolean;
  files: string[];
  progressMessages: number;
  usage?: { costUsd: number | null };
}

describe('try', () => {
  test('says first whom it talks to, calls every served tool, and ends with 0', async () => {
    const { code, stdout } = await runBin(['try']);
    const listed = await runBin(['tools', '--json']);

    const names: string[] = JSON.parse(listed.stdout).tools.map(({ name }: { name: string }) => name);
    expect(stdout.split('\n')[0]).toContain('embedded stand-in');
    for (const name of names) expect(stdout).toContain(`asked  ${name} `);
    expect(stdout).toMatch(/\b(\d+) calls, \1 went well/);
    expect(stdout).toContain('openai-mcp-host init');
    expect(code).toBe(0);
  });

  test('leaves a picture that can be opened, and tells what each call used', async () => {
    const { stdout } = await runBin(['try', '--json']);

    const { talksTo, visits, costUsd } = JSON.parse(stdout) as {
      talksTo: string;
      visits: Visit[];
      costUsd: number;
    };
    const drawn = visits.find(({ tool }) => tool === 'generate-image')!;
    const picture = await readFile(drawn.files[0]!);
    expect(talksTo).toBe('sandbox');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(drawn.usage?.costUsd).toBeGreaterThan(0);
    expect(costUsd).toBeGreaterThan(0);
    expect(visits.some(({ progressMessages }) => progressMessages > 0)).toBe(true);
  });

  test('passes over a tool that is off, and says so', async () => {
    const { code, stdout } = await runBin(['try'], { config: { tools: { except: ['moderate-content'] } } });

    expect(stdout).toMatch(/\b(\d+) calls, \1 went well/);
    expect(stdout).toContain('Not served with this config, so passed over: moderate-content.');
    expect(stdout).not.toContain('asked  moderate-content');
    expect(code).toBe(0);
  });

  test('goes on past a call that fails, names it, and ends with 1', async () => {
    const { code, stdout } = await runBin(['try'], {
      config: {
        models: { retired: 'reject' },
        plugins: { moderation: { settings: { model: 'text-moderation-latest' } } },
      },
    });

    expect(stdout).toMatch(/^Failed: moderate-content/m);
    expect(stdout).toContain('asked  usage-report');
    expect(code).toBe(1);
  });

  test('--live without a key says what is missing and ends with 1', async () => {
    const { code, stderr } = await runBin(['try', '--live']);

    expect(code).toBe(1);
    expect(stderr).toContain('OPENAI_API_KEY');
  });

  test('--live says whom it talks to, and that it costs, and sends its calls there', async () => {
    const sandbox = await startSandbox();
    const env = { OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: sandbox.baseURL };

    const { code, stdout } = await runBin(['try', '--live'], { env });

    const paths = sandbox.requests().map(({ path }) => path);
    await sandbox.stop();
    expect(stdout.split('\n')[0]).toMatch(
      new RegExp(`talks to ${sandbox.baseURL} with your key: .* costs about`),
    );
    expect(paths).toEqual(
      expect.arrayContaining(['/v1/images/generations', '/v1/embeddings', '/v1/moderations']),
    );
    expect(code).toBe(0);
  });

  test('says why the server does not start', async () => {
    const { code, stderr } = await runBin(['try'], { config: { tools: { onyl: [] } } });

    expect(code).toBe(1);
    expect(stderr).toContain('SERVER_NOT_STARTED');
    expect(stderr).toContain('"onyl"');
  });
});
