import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { type TestHost, testHost } from 'openai-mcp-host/testing';

const ADA = { name: 'Ada', entityType: 'person', observations: ['likes engines'] };
const LONDON = { name: 'London', entityType: 'city', observations: ['rainy'] };
const LIVES = { from: 'Ada', to: 'London', relationType: 'lives in' };

let folder: string;
let host: TestHost;

const serve = () =>
  testHost({
    plugins: [new URL('.', import.meta.url)],
    config: { plugins: { memory: { settings: { file: join(folder, 'memory.jsonl') } } } },
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memory-'));
  host = await serve();
  await host.callTool('create-entities', { entities: [ADA, LONDON] });
  await host.callTool('create-relations', { relations: [LIVES] });
});

afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

test('remembers after a restart', async () => {
  await host.close();
  host = await serve();

  const { structured } = await host.callTool('read-graph');

  assert.deepEqual(structured, { entities: [ADA, LONDON], relations: [LIVES] });
});

test('keeps what is known already as it is', async () => {
  const changed = { ...ADA, entityType: 'robot' };

  const entities = await host.callTool('create-entities', { entities: [changed, changed] });
  const relations = await host.callTool('create-relations', { relations: [LIVES] });
  const graph = await host.callTool('read-graph');

  assert.deepEqual(entities.structured, { entities: [] });
  assert.deepEqual(relations.structured, { relations: [] });
  assert.deepEqual(graph.structured, { entities: [ADA, LONDON], relations: [LIVES] });
});

test('finds a text in names, types and observations, with the relations around', async () => {
  const { structured } = await host.callTool('search-nodes', { query: 'ENGINE' });

  assert.deepEqual(structured, { entities: [ADA], relations: [LIVES] });
});

test('opens entities by name', async () => {
  const { structured } = await host.callTool('open-nodes', { names: ['London', 'Paris'] });

  assert.deepEqual(structured, { entities: [LONDON], relations: [LIVES] });
});

test('adds observations that are new', async () => {
  const observations = [{ entityName: 'Ada', contents: ['likes engines', 'plays chess'] }];

  const added = await host.callTool('add-observations', { observations });
  const { structured } = await host.callTool('open-nodes', { names: ['Ada'] });

  assert.deepEqual(added.structured, {
    results: [{ entityName: 'Ada', addedObservations: ['plays chess'] }],
  });
  assert.deepEqual(structured?.entities, [{ ...ADA, observations: ['likes engines', 'plays chess'] }]);
});

test('adds nothing when one of the entities is unknown', async () => {
  const observations = ['Ada', 'Bob'].map((entityName) => ({ entityName, contents: ['plays chess'] }));

  const { error } = await host.callTool('add-observations', { observations });
  const { structured } = await host.callTool('open-nodes', { names: ['Ada'] });

  assert.equal(error?.code, 'ENTITY_UNKNOWN');
  assert.deepEqual(structured?.entities, [ADA]);
});

test('forgets an entity with its relations', async () => {
  const deleted = await host.callTool('delete-entities', { entityNames: ['Ada'] });
  const graph = await host.callTool('read-graph');

  assert.deepEqual(deleted.structured, { deleted: 2 });
  assert.deepEqual(graph.structured, { entities: [LONDON], relations: [] });
});

test('forgets observations and relations by themselves', async () => {
  const deletions = [{ entityName: 'London', observations: ['rainy', 'large'] }];

  const observations = await host.callTool('delete-observations', { deletions });
  const relations = await host.callTool('delete-relations', { relations: [LIVES] });
  const graph = await host.callTool('read-graph');

  assert.deepEqual(observations.structured, { deleted: 1 });
  assert.deepEqual(relations.structured, { deleted: 1 });
  assert.deepEqual(graph.structured, { entities: [ADA, { ...LONDON, observations: [] }], relations: [] });
});

test('loses nothing when many calls write at once', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `Thing ${index}`);

  await Promise.all(
    names.map((name) =>
      host.callTool('create-entities', { entities: [{ name, entityType: 'thing', observations: [] }] }),
    ),
  );
  const { structured } = await host.callTool<{ entities: unknown[] }>('read-graph');

  assert.equal(structured?.entities.length, 22);
});

test('offers the whole graph as a resource', async () => {
  const { text = '' } = await host.readResource('memory://knowledge-graph');

  assert.deepEqual(JSON.parse(text), {
    entities: [ADA, LONDON],
    relations: [LIVES],
  });
});
