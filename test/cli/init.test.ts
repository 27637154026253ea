import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runBin } from './run-bin.js';

const emptyFolder = () => mkdtemp(join(tmpdir(), 'openai-mcp-host-init-'));

describe('init', () => {
  test('writes a config that check accepts', async () => {
    const folder = await emptyFolder();

    const { code } = await runBin(['init'], { folder });

    const config = JSON.parse(await readFile(join(folder, 'mcp.config.json'), 'utf8'));
    const checked = await runBin(['check'], { folder, env: { OPENAI_API_KEY: 'sk-test' } });
    expect(code).toBe(0);
    expect(config.plugins).toMatchObject({ research: true, 'vector-stores': false });
    expect(checked.code).toBe(0);
  });

  test('never overwrites a config', async () => {
    const folder = await emptyFolder();
    await runBin(['init'], { folder });
    const before = await readFile(join(folder, 'mcp.config.json'), 'utf8');

    const again = await runBin(['init'], { folder });

    expect(again.code).toBe(1);
    expect(again.stderr).toContain('CONFIG_EXISTS');
    expect(await readFile(join(folder, 'mcp.config.json'), 'utf8')).toBe(before);
  });

  test('shows how to add the server to every client, with the config that it wrote', async () => {
    const folder = await emptyFolder();

    const { stdout } = await runBin(['init'], { folder });

    for (const words of [
      'claude_desktop_config.json',
      'claude mcp add openai -e OPENAI_API_KEY=',
      '.cursor/mcp.json',
      '.vscode/mcp.json',
      '[mcp_servers.openai]',
      join(folder, 'mcp.config.json'),
    ]) {
      expect(stdout).toContain(words);
    }
  });

  test.each([
    ['claude-desktop', (text: string) => JSON.parse(text).mcpServers.openai.args],
    ['cursor', (text: string) => JSON.parse(text).mcpServers.openai.args],
    ['vscode', (text: string) => JSON.parse(text).servers.openai.args],
    ['codex', (text: string) => JSON.parse(/^args = (.*)$/m.exec(text)![1]!)],
  ])('the snippet for %s starts this package with this config', async (client, argsIn) => {
    const folder = await emptyFolder();

    const { stdout } = await runBin(['init', '--json', '--print', '--client', client], { folder });

    const { snippets } = JSON.parse(stdout);
    expect(Object.keys(snippets)).toEqual([client]);
    expect(argsIn(snippets[client].text)).toEqual([
      '-y',
      'openai-mcp-host',
      '--config',
      join(folder, 'mcp.config.json'),
    ]);
  });
});
