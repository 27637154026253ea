import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pluginContract, type TestHost, testHost } from 'openai-mcp-host/testing';

let host: TestHost;

before(async () => {
  host = await testHost({ plugins: [new URL('.', import.meta.url)] });
});

after(() => host.close());

test('lists a resource for each page, and reads it', async () => {
  const resources = await host.listResources();
  const { text } = await host.readResource('playbooks://release');

  assert.deepEqual(resources.map(({ uri }) => uri).sort(), ['playbooks://incident', 'playbooks://release']);
  assert.match(text ?? '', /# Release/);
});

test('reads nothing outside of its folder', async () => {
  const { error } = await host.readResource(`playbooks://${encodeURIComponent('../pages/release')}`);

  assert.equal(error?.code, 'RESOURCE_UNKNOWN');
});

test('puts the page and the task into the conversation', async () => {
  const asked = { playbook: 'incident', task: 'the outage of Monday', manner: 'at-once' };

  const { text, messages } = await host.getPrompt('follow-playbook', asked);

  const [page] = messages.map(({ content }) => content);
  assert.equal(page?.type === 'resource' && page.resource.uri, 'playbooks://incident');
  assert.match(text, /for the outage of Monday\. Do everything/);
});

test('names the playbooks there are when one is unknown', async () => {
  const { error } = await host.getPrompt('follow-playbook', { playbook: 'holiday', task: 'a holiday' });

  assert.equal(error?.hint, 'There are: incident, release.');
});

test('completes the names of playbooks, in the prompt and in the resource', async () => {
  assert.deepEqual(await host.complete('follow-playbook', 'playbook', 're'), ['release']);
  assert.deepEqual(await host.complete('playbooks://{name}', 'name', 're'), ['release']);
});

const prompts = { 'follow-playbook': { playbook: 'release', task: 'version 1.4' } };
for (const { name, run } of pluginContract(new URL('.', import.meta.url), { prompts })) test(name, run);
