import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { answers, pluginContract, type TestHost, testHost } from 'openai-mcp-host/testing';

const PLUGIN = new URL('../plugin', import.meta.url);
const TRANSCRIPT = 'Ada: shall we ship on Friday? Grace: yes. Ada: then I write the notes.';
const ANSWER = JSON.stringify({
  summary: 'The release was planned.',
  decisions: ['Ship on Friday.'],
  actions: [
    { task: 'Write the notes', owner: 'Ada' },
    { task: 'Tell the users', owner: '' },
  ],
});

async function open(t: TestContext, settings: Record<string, unknown> = {}): Promise<TestHost> {
  const host = await testHost({ plugins: [PLUGIN], config: { plugins: { minutes: { settings } } } });
  t.after(() => host.close());
  return host;
}

test('writes the minutes of a meeting', async (t) => {
  const host = await open(t);
  host.openai.reply('/responses', answers.text(ANSWER));

  const { structured } = await host.callTool('write-minutes', { transcript: TRANSCRIPT });

  assert.deepEqual(structured, {
    summary: 'The release was planned.',
    decisions: ['Ship on Friday.'],
    actions: [{ task: 'Write the notes', owner: 'Ada' }, { task: 'Tell the users' }],
  });
  assert.equal(host.openai.requests[0]?.body?.input, TRANSCRIPT);
});

test('saves them as a page', async (t) => {
  const host = await open(t);
  host.openai.reply('/responses', answers.text(ANSWER));

  const { content } = await host.callTool('write-minutes', { transcript: TRANSCRIPT });

  const link = content.find((block) => block.type === 'resource_link');
  const page = await readFile(fileURLToPath(link?.uri ?? ''), 'utf8');
  assert.match(page, /^- Ship on Friday\.$/m);
  assert.match(page, /^- \[ \] Write the notes \(Ada\)$/m);
});

test('says with every result what it cost, and with a tool what all have cost', async (t) => {
  const host = await open(t);
  host.openai.always('/responses', answers.text(ANSWER));

  const { usage } = await host.callTool('write-minutes', { transcript: TRANSCRIPT });
  await host.callTool('write-minutes', { transcript: TRANSCRIPT });
  const { structured } = await host.callTool('report-minutes-cost');

  assert.ok(usage.costUsd !== null && usage.costUsd > 0);
  assert.deepEqual(structured, { requests: 2, tokens: 30, costUsd: 2 * usage.costUsd });
});

test('warns when the minutes have cost more than the settings say', async (t) => {
  const host = await open(t, { noteAboveUsd: 0 });
  host.openai.reply('/responses', answers.text(ANSWER));

  const { notes } = await host.callTool('write-minutes', { transcript: TRANSCRIPT });

  assert.match(notes.join(), /^Minutes have cost \$0\.\d+ since the server's start\.$/);
});

test('says so when the model breaks off', async (t) => {
  const host = await open(t);
  host.openai.reply('/responses', answers.text(ANSWER.slice(0, 40)));

  const { error } = await host.callTool('write-minutes', { transcript: TRANSCRIPT });

  assert.equal(error?.code, 'MINUTES_UNREADABLE');
});

const contract = pluginContract(PLUGIN, {
  calls: { 'write-minutes': { transcript: TRANSCRIPT }, 'report-minutes-cost': {} },
  openai: (openai) => openai.always('/responses', answers.text(ANSWER)),
});
for (const { name, run } of contract) test(name, run);
