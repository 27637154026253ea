import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { testHost } from 'openai-mcp-host/testing';
import { expect, test } from 'vitest';
import { fixture } from '../support/served-process.js';

const config = { plugins: { painter: { from: fixture('painter.ts') }, files: true } };
const paint = { bytes: 10, saved: 3, unsaved: 0 };

test.each(['legacy', 'modern'] as const)(
  'a client of the %s era is told once when a call has made files, and sees them then',
  async (era) => {
    await using host = await testHost({ config, era });
    let told = 0;
    host.client.setNotificationHandler('notifications/resources/list_changed', () => {
      told += 1;
    });
    if (era === 'modern') await host.client.listen({ resourcesListChanged: true });

    await host.callTool('paint-pictures', paint);

    await expect.poll(() => told).toBe(1);
    const resources = await host.listResources();
    expect(host.client.getServerCapabilities()?.resources).toMatchObject({ listChanged: true });
    expect(resources.filter(({ uri }) => uri.startsWith('openai-mcp-host://files/'))).toHaveLength(3);
    expect(await readdir(join(host.dataFolder, 'files'))).toHaveLength(3);
  },
);

test('a server without listed resources states no such thing', async () => {
  await using host = await testHost({ config: { plugins: { painter: config.plugins.painter } } });

  await host.callTool('paint-pictures', paint);

  expect(host.client.getServerCapabilities()?.resources).toBeUndefined();
});
