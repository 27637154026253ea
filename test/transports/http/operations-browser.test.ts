import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { answers } from 'openai-mcp-host/testing';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { as, servedTo, tokenOf } from '../../services/access/clients-host.js';
import { complaintsOf, startChromium, violationsOf } from '../../support/chromium.js';
import { heldTool } from '../../support/held-tool.js';
import { type ServedHttp, servedHttp } from '../../support/served-http.js';

const EVIL =
  '<img src=x onerror="document.title=\'taken over\'"><script>document.title="taken over"</script>';
const ASK = { name: 'ask-model', arguments: {} };
const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { name: 'phone', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
}, 60_000);
afterAll(() => browser?.close());

async function evilClient({ url }: ServedHttp): Promise<Client> {
  const mode = { pin: '2026-07-28' };
  const client = new Client({ name: EVIL, version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}

test.each(LOOKS)('is whole, readable and reachable by all in $name', async ({ name, ...look }) => {
  const held = heldTool();
  await using served = await servedHttp({
    plugins: [held.plugin],
    config: {
      server: { admin: { enabled: true } },
      audit: { enabled: true },
      budget: {
        perDay: 20,
        limits: [{ scope: 'tool', match: 'chat-*', window: 'month', usd: 0.00001, mode: 'soft' }],
      },
      plugins: { text: true, usage: true },
      limits: { models: { 'gpt-*': { requestsPerMinute: 500, tokensPerMinute: 30_000 } } },
    },
  });
  served.host.openai.always('/responses', answers.text('Hello.'));
  served.host.host.refuse([
    { code: 'CONFIG_INVALID', message: 'plugins.txet is unknown.', hint: 'Did you mean text?' },
  ]);
  const client = await evilClient(served);
  await client.callTool({
    name: 'chat-completion',
    arguments: { messages: [{ role: 'user', content: 'Hi' }] },
  });
  await client.callTool({ name: 'say', arguments: { letters: 'many' } });
  const call = client.callTool({ name: 'hold', arguments: {} });
  await vi.waitFor(() => expect(held.begun).toBe(1));
  await using context = await browser.newContext(look);
  const page = await context.newPage();
  const complaints = complaintsOf(page);

  await page.goto(`${served.origin}/admin`);
  await page.getByRole('heading', { name: 'Spent today' }).waitFor();
  await vi.waitFor(async () => {
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('table', { name: 'Records found' }).waitFor({ timeout: 500 });
  });
  const folder = process.env.OPERATIONS_SCREENSHOTS;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });

  expect(await page.getByRole('table', { name: 'Under way on this server' }).innerText()).toContain(EVIL);
  expect(await page.getByRole('table', { name: 'By client' }).innerText()).toContain(EVIL);
  expect(await page.getByRole('table', { name: /^By code/ }).innerText()).toContain('INPUT_INVALID');
  expect(await page.title()).toBe('Operations');
  expect(await page.locator('img').count()).toBe(0);
  expect(await violationsOf(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
  held.release();
  await call;
  await page.getByRole('button', { name: 'Renew' }).click();
  await page.getByText('None at this moment.').waitFor({ timeout: 4000 });
});

test('a token is asked for once, kept in the tab alone, and sent by the page itself', async () => {
  await using served = await servedTo([{ name: 'team-a' }, { name: 'operations', operator: true }], {
    config: { server: { admin: { enabled: true } } },
  });
  served.host.openai.always('/responses', answers.text('Hello.'));
  const client = await served.client('modern', { headers: as('team-a') });
  await client.callTool(ASK);
  await using context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${served.origin}/admin`);
  const box = page.getByLabel('Token of an operator');

  await box.waitFor();
  const violations = await violationsOf(page);
  await box.fill('no token ✗');
  await page.keyboard.press('Enter');
  const tellsForm = await box.evaluate((input: HTMLInputElement) => input.validity.patternMismatch);
  await box.fill(tokenOf('team-a'));
  await page.keyboard.press('Enter');
  const refusal = page.getByRole('alert').filter({ hasText: 'operators alone' });
  await refusal.waitFor();
  await box.fill(tokenOf('operations'));
  await page.keyboard.press('Enter');
  const teams = page.getByRole('table', { name: 'By client' });
  await teams.waitFor();
  await page.reload();
  await teams.waitFor();

  const text = () => teams.innerText();
  const before = await text();
  await client.callTool(ASK);
  await expect.poll(text, { timeout: 12_000 }).not.toBe(before);

  expect(tellsForm).toBe(true);
  expect(violations).toEqual([]);
  expect(await teams.innerText()).toContain('team-a');
  expect(await page.evaluate(() => [localStorage.length, document.cookie, location.href])).toEqual([
    ...[0, '', `${served.origin}/admin`],
  ]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await box.waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
});
