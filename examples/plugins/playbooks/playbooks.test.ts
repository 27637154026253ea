import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestHost, testHost } from 'openai-mcp-host/testing';

let host: TestHost;

before(async () => {
  host = await testHost({ plugins: [new URL('.', import.meta.url)] });
});

after(() => host.close());

test('lists a resource for each page, and reads it', async () => {
  const { resources } = await host.client.listResources();
  const { contents } = await host.client.readResource({ uri: 'playbooks://release' });

  assert.deepEqual(resources.map(({ uri }) => uri).sort(), ['playbooks://incident', 'playbooks://release']);
  assert.match(JSON.stringify(contents), /# Release/);
});

test('reads nothing outside of its folder', async () => {
  const uri = `playbooks://${encodeURIComponent('../pages/release')}`;

  await assert.rejects(host.client.readResource({ uri }));
});

test('puts the page and the task into the conversation', async () => {
  const { messages } = await host.client.getPrompt({
    name: 'follow-playbook',
    arguments: { playbook: 'incident', task: 'the outage of Monday', manner: 'at-once' },
  });

  const [page, task] = messages.map(({ content }) => content);
  assert.equal(page?.type === 'resource' && page.resource.uri, 'playbooks://incident');
  assert.match(task?.type === 'text' ? task.text : '', /for the outage of Monday\. Do everything/);
});

test('names the playbooks there are when one is unknown', async () => {
  const asked = host.client.getPrompt({
    name: 'follow-playbook',
    arguments: { playbook: 'holiday', task: 'a holiday' },
  });

  await assert.rejects(asked, /There are: incident, release\./);
});

test('completes the names of playbooks, in the prompt and in the resource', async () => {
  const argument = (name: string) => ({ name, value: 're' });

  const prompt = await host.client.complete({
    ref: { type: 'ref/prompt', name: 'follow-playbook' },
    argument: argument('playbook'),
  });
  const resource = await host.client.complete({
    ref: { type: 'ref/resource', uri: 'playbooks://{name}' },
    argument: argument('name'),
  });

  assert.deepEqual(prompt.completion.values, ['release']);
  assert.deepEqual(resource.completion.values, ['release']);
});
