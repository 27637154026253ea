import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixture, serveProcess } from '../support/served-process.js';

test('a plugin that is known by its content is listed without being imported, until it changes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-known-'));
  const plugin = join(folder, 'prints.ts');
  await cp(fixture('prints.ts'), plugin);
  const list = async () => {
    const options = {
      config: { plugins: { prints: { from: plugin } } },
      env: { OPENAI_MCP_DATA_DIR: join(folder, 'data') },
    };
    const served = await serveProcess(options);
    const { tools } = await served.client.listTools();
    await served.close();
    const { description } = tools.find((tool) => tool.name === 'prints-a-line')!;
    return { description, imported: served.stderr().includes('printed at import') };
  };

  expect(await list()).toEqual({ description: 'Say something.', imported: true });
  expect(await list()).toEqual({ description: 'Say something.', imported: false });
  await writeFile(plugin, (await readFile(plugin, 'utf8')).replace('Say something.', 'Say it again.'));
  expect(await list()).toEqual({ description: 'Say it again.', imported: true });
});
