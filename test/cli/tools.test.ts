import { describe, expect, test } from 'vitest';
import { fixture } from '../support/served-process.js';
import { runBin } from './run-bin.js';

const printing = { prints: { from: fixture('prints.ts') } };

describe('tools', () => {
  test('shows a line for each tool, and what the listing weighs', async () => {
    const { code, stdout } = await runBin(['tools']);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^chat-completion +text +read-only +\d+ +\d+ +\S/m);
    expect(stdout).toMatch(/^generate-image +images +additive /m);
    expect(stdout).toMatch(/^\d+ tools, \d+ bytes in a listing: about \d+ tokens/m);
  });

  test('shows only what the config leaves on', async () => {
    const config = { plugins: { images: false }, tools: { only: ['*-image', 'list-models'] } };

    const { stdout } = await runBin(['tools', '--json'], { config });

    const { tools, total } = JSON.parse(stdout);
    expect(tools.map(({ name }: { name: string }) => name)).toEqual(['analyze-image', 'list-models']);
    expect(total.tools).toBe(2);
  });

  test('names prompts and resources beside them', async () => {
    const { stdout } = await runBin(['tools', '--json'], { config: { plugins: { images: false } } });
    const shown = await runBin(['tools']);

    const { prompts, resources } = JSON.parse(stdout);
    expect(prompts).toContainEqual({
      name: 'extract-invoice',
      plugin: 'vision',
      title: 'Extract an invoice',
    });
    expect(prompts.map(({ plugin }: { plugin: string }) => plugin)).not.toContain('images');
    expect(resources).toContainEqual({ uri: 'openai-mcp-host://usage', plugin: 'usage', title: 'Usage' });
    expect(shown.stdout).toMatch(/^Beside them: \d prompts, 5 resources; --json names them\.$/m);
  });

  test('--json is nothing but JSON, although a plugin prints while it is imported', async () => {
    const { code, stdout, stderr } = await runBin(['tools', '--json'], { config: { plugins: printing } });

    const { tools } = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(tools).toContainEqual(expect.objectContaining({ name: 'prints-a-line', plugin: 'prints' }));
    expect(stderr).toContain('printed at import');
  });

  test('says below the table which plugin is missing, and why', async () => {
    const config = { plugins: { broken: { from: fixture('throws-at-import.ts') } } };

    const { stdout, stderr } = await runBin(['tools'], { config });

    expect(stdout).toMatch(/^list-models /m);
    expect(stderr).toContain('PLUGIN_IMPORT_FAILED');
    expect(stderr).toContain('throws-at-import.ts');
  });
});
