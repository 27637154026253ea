import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configFolder, fixture } from '../support/served-process.js';
import { runBin } from './run-bin.js';

const plugins = { 'goes-around': { from: fixture('goes-around.ts') } };
const webhook = { url: `\${env:ALERT_URL}`, secret: `\${env:ALERT_SECRET}` };

test('a plugin finds none of the secrets of the host in its environment, under whatever names they were', async () => {
  const secrets = {
    OPENAI_API_KEY: 'sk-test-the-key',
    OPENAI_ADMIN_KEY: 'sk-admin-the-other',
    THE_OTHER_KEY: 'sk-admin-the-other',
    THE_SAME_KEY: 'sk-test-the-key',
    ALERT_URL: 'https://example.com/alerts?token=tell-nobody',
    ALERT_SECRET: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
    OPENAI_MCP_DATABASE_URL: 'postgres://me:letmein@127.0.0.1:9/costs',
  };

  const { stdout } = await runBin(['call', 'find-keys'], {
    config: { plugins, budget: { webhook } },
    env: { ...secrets, ANOTHER: 'stays' },
  });

  expect(stdout).toContain('ANOTHER=stays');
  for (const [name, secret] of Object.entries(secrets)) {
    expect(stdout).not.toContain(name);
    expect(stdout).not.toContain(secret);
  }
});

test('nor the way to the file that holds the key', async () => {
  const folder = await configFolder({ plugins });
  await writeFile(join(folder, 'key'), 'sk-test-the-key');

  const { stdout } = await runBin(['call', 'find-keys'], {
    folder,
    env: { OPENAI_API_KEY_FILE: './key', OPENAI_ADMIN_KEY_FILE: './key' },
  });

  expect(stdout).toContain('PATH=');
  expect(stdout).not.toMatch(/OPENAI_API_KEY|OPENAI_ADMIN_KEY|sk-test/);
});

test('a plugin that makes a client of its own at import is told what to do instead', async () => {
  const { stdout } = await runBin(['check', '--json'], {
    config: { plugins: { 'own-client': { from: fixture('own-client.ts') } } },
    env: { OPENAI_API_KEY: 'sk-test-the-key' },
  });

  const { findings } = JSON.parse(stdout) as { findings: { faults?: object[] }[] };
  expect(findings.flatMap(({ faults = [] }) => faults)).toMatchObject([
    {
      code: 'PLUGIN_IMPORT_FAILED',
      plugin: 'own-client',
      hint: expect.stringContaining('take OpenAIClient'),
    },
  ]);
});
