import { type OpenAI, toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownerOf } from '../../../src/contracts/owner-of.js';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { answerKey } from '../../../src/services/cache/answer-key.js';
import { readBody } from '../../../src/services/openai/request-body.js';
import { openServices, TestCall } from '../openai/open-services.js';

/** A call of a client that had to say who it is. */
class TeamCall extends TestCall {
  override readonly isLocal = false as true;

  override get owner(): string {
    return `access:${this.client.name}`;
  }
}

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

type Openai = OpenAI;

/** One project at OpenAI, two teams, and the user of the machine. */
async function twoTeams(openai: object = {}) {
  const services = await openServices({ openai: { baseURL: sandbox.baseURL, maxRetries: 0, ...openai } });
  const as =
    (call: TestCall) =>
    <T>(work: (openai: Openai) => Promise<T>): Promise<T> =>
      call.run(() => work(services.client as OpenAI));
  return { ...services, a: as(new TeamCall('a')), b: as(new TeamCall('b')), local: as(new TestCall()) };
}

const notes = (text = 'Light travels.') =>
  toFile(Buffer.from(text), text.startsWith('{') ? 'lines.jsonl' : 'notes.txt');
const upload = (openai: Openai, purpose: 'user_data' | 'batch' = 'user_data', text?: string) =>
  notes(text).then((file) => openai.files.create({ file, purpose }));

/** Status and words of a refusal. */
const refusalOf = async (work: Promise<unknown>) => {
  const error = (await work.then(
    () => new Error('It was not refused.'),
    (reason: unknown) => reason,
  )) as Error & { status?: number; error?: object };
  if (error.status === undefined) throw error;
  return { status: error.status, ...error.error };
};

const sentFor = (id: string) => sandbox.requests().filter(({ path }) => path.includes(id)).length;

describe('what a team made', () => {
  test('is there for itself and the user of the machine, and for another team as if it had never been', async () => {
    const { a, b, local } = await twoTeams();
    const file = await a(upload);

    const refused = await refusalOf(b((openai) => openai.files.retrieve(file.id)));
    const sent = sentFor(file.id);
    const gone = await refusalOf(local((openai) => openai.files.retrieve('file-none')));

    expect(refused).toEqual({ ...gone, message: `No such File object: ${file.id}` });
    expect(sent).toBe(0);
    expect((await a((openai) => openai.files.retrieve(file.id))).id).toBe(file.id);
    expect((await local((openai) => openai.files.retrieve(file.id))).id).toBe(file.id);
  });

  test('can be neither deleted, nor changed, nor read by another', async () => {
    const { a, b } = await twoTeams();
    const file = await a(upload);
    const store = await a((openai) => openai.vectorStores.create({ file_ids: [file.id], name: 'ours' }));
    const conversation = await a((openai) => openai.conversations.create());
    const response = await a((openai) =>
      openai.responses.create({ model: 'gpt-6-luna', input: 'Hello', conversation: conversation.id }),
    );

    const tries: ((openai: Openai) => Promise<unknown>)[] = [
      (openai) => openai.files.delete(file.id),
      (openai) => openai.files.content(file.id),
      (openai) => openai.vectorStores.update(store.id, { name: 'theirs' }),
      (openai) => openai.vectorStores.search(store.id, { query: 'light' }),
      (openai) => openai.vectorStores.files.list(store.id),
      (openai) => openai.vectorStores.delete(store.id),
      (openai) => openai.conversations.items.list(conversation.id),
      (openai) => openai.conversations.delete(conversation.id),
      (openai) => openai.responses.retrieve(response.id),
      (openai) => openai.responses.delete(response.id),
      (openai) => openai.get(`/files/%66ile${file.id.slice(4)}`),
      (openai) => openai.get(`//files/${file.id}`),
      (openai) => openai.get(`/Files/${file.id}`),
    ];

    for (const work of tries) expect(await refusalOf(b(work))).toMatchObject({ status: 404 });
    expect((await a((openai) => openai.vectorStores.retrieve(store.id))).name).toBe('ours');
  });

  test('can not be named in a request of another, wherever in it that is', async () => {
    const { a, b } = await twoTeams();
    const file = await a(upload);
    const store = await a((openai) => openai.vectorStores.create({ name: 'ours' }));
    const conversation = await a((openai) => openai.conversations.create());
    const response = await a((openai) => openai.responses.create({ model: 'gpt-6-luna', input: 'Hello' }));
    const model = 'gpt-6-luna';
    const own = await b((openai) => openai.vectorStores.create({ name: 'own' }));
    const input = 'What does it say?';
    const bodies: object[] = [
      { input: [{ role: 'user', content: [{ type: 'input_file', file_id: file.id }] }] },
      { input: [{ role: 'user', content: [{ type: 'input_image', file_id: file.id }] }] },
      { input: [{ type: 'item_reference', id: 'msg_of_another' }] },
      { input, tools: [{ type: 'file_search', vector_store_ids: [store.id] }] },
      { input, tools: [{ type: 'code_interpreter', container: { type: 'auto', file_ids: [file.id] } }] },
      { input, tools: [{ type: 'code_interpreter', container: 'cntr_of_another' }] },
      { input, previous_response_id: response.id },
      { input, conversation: conversation.id },
      { input, conversation: { id: conversation.id } },
      { prompt: { id: 'pmpt_of_another' } },
      { input, model: 'ft:gpt-4.1-mini:ours::abc' },
    ];

    const refused = [];
    for (const body of bodies)
      refused.push(
        (await refusalOf(b((openai) => openai.post('/responses', { body: { model, ...body } })))).status,
      );
    const added = await refusalOf(
      b((openai) => openai.vectorStores.files.create(own.id, { file_id: file.id })),
    );
    const tuned = await refusalOf(
      b((openai) => openai.fineTuning.jobs.create({ model: 'gpt-4.1-mini', training_file: file.id })),
    );

    expect(refused).toEqual([404, 404, 404, 404, 404, 404, 400, 404, 404, 404, 404]);
    expect(added).toMatchObject({ status: 404, message: `No such File object: ${file.id}` });
    expect(tuned.status).toBe(400);
  });

  test('can not be reached through the lines of a batch', async () => {
    const { a, b } = await twoTeams();
    const file = await a(upload);
    const content = [{ type: 'input_file', file_id: file.id }];
    const body = { model: 'gpt-6-luna', input: [{ role: 'user', content }] };
    const line = { custom_id: '1', method: 'POST', url: '/v1/responses', body };
    const lines = await b((openai) => upload(openai, 'batch', JSON.stringify(line)));

    const refused = await refusalOf(
      b((openai) =>
        openai.batches.create({
          input_file_id: lines.id,
          endpoint: '/v1/responses',
          completion_window: '24h',
        }),
      ),
    );

    expect(refused).toMatchObject({ status: 404, message: `No such File object: ${file.id}` });
  });

  test('is in nobody else’s lists, which are filled from page after page', async () => {
    const { a, b, local } = await twoTeams();
    const own: string[] = [];
    for (let each = 0; each < 3; each++) {
      await b((openai) => openai.vectorStores.create({ name: `b${each}` }));
      own.push((await a((openai) => openai.vectorStores.create({ name: `a${each}` }))).id);
    }

    const first = await a((openai) => openai.vectorStores.list({ limit: 2 }));
    const all = await a(async (openai) => {
      const ids: string[] = [];
      for await (const { id } of openai.vectorStores.list({ limit: 2 })) ids.push(id);
      return ids;
    });
    const theirs = await refusalOf(b((openai) => openai.vectorStores.list({ after: own[0]! })));

    expect(first.data.map(({ id }) => id)).toEqual([own[2], own[1]]);
    expect(first.has_more).toBe(true);
    expect(all).toEqual(own.toReversed());
    expect(theirs.status).toBe(404);
    expect((await local((openai) => openai.vectorStores.list({ limit: 100 }))).data.length).toBeGreaterThan(
      5,
    );
  });

  test('is forgotten when it is deleted, and its id is then nobody’s', async () => {
    const { a, storage } = await twoTeams();
    const file = await a(upload);

    await a((openai) => openai.files.delete(file.id));

    const { db } = await storage();
    expect(await db.selectFrom('owned').selectAll().execute()).toEqual([]);
  });
});

describe('what no client has made', () => {
  test('is nobody’s, unless the config shares it: then it can be used, and not changed', async () => {
    const { local, a } = await twoTeams();
    const file = await local(upload);
    const sharing = await twoTeams({ sharedObjects: ['file-*'] });

    const hidden = await refusalOf(a((openai) => openai.files.retrieve(file.id)));
    const shown = await sharing.a((openai) => openai.files.retrieve(file.id));
    const listed = await sharing.a((openai) => openai.files.list());
    const kept = await refusalOf(sharing.a((openai) => openai.files.delete(file.id)));

    expect(hidden.status).toBe(404);
    expect(shown.id).toBe(file.id);
    expect(listed.data.map(({ id }) => id)).toContain(file.id);
    expect(kept.status).toBe(404);
  });

  test('becomes nobody’s own by being named in what is repeated of a request', async () => {
    const { a, local } = await twoTeams();
    const file = await local(upload);

    await a((openai) =>
      openai.vectorStores.create({ metadata: { output_file_id: file.id, container_id: file.id } }),
    );

    expect((await refusalOf(a((openai) => openai.files.retrieve(file.id)))).status).toBe(404);
  });
});

describe('what a batch of a team leaves', () => {
  test('is the team’s as soon as it is seen', async () => {
    const { a, b } = await twoTeams();
    const body = { model: 'gpt-6-luna', input: 'Hello' };
    const line = { custom_id: '1', method: 'POST', url: '/v1/responses', body };
    const lines = await a((openai) => upload(openai, 'batch', JSON.stringify(line)));
    const begun = await a((openai) =>
      openai.batches.create({ input_file_id: lines.id, endpoint: '/v1/responses', completion_window: '24h' }),
    );
    await expect
      .poll(async () => (await a((openai) => openai.batches.retrieve(begun.id))).status, { timeout: 15_000 })
      .toBe('completed');

    const { output_file_id: results } = await a((openai) => openai.batches.retrieve(begun.id));
    const own = await a(async (openai) => (await openai.files.content(results!)).text());
    const others = await refusalOf(b((openai) => openai.files.content(results!)));

    expect(own).toContain('"custom_id":"1"');
    expect(others.status).toBe(404);
    expect((await b((openai) => openai.batches.list())).data).toEqual([]);
  });
});

test('a batch whose answer was lost is the team’s once it is found by its mark', async () => {
  const { a, b, storage } = await twoTeams();
  const body = { model: 'gpt-6-luna', input: 'Hello' };
  const line = { custom_id: '1', method: 'POST', url: '/v1/responses', body };
  const lines = await a((openai) => upload(openai, 'batch', JSON.stringify(line)));
  const metadata = { 'openai-mcp-host': 'mark-of-a' };
  const order = { endpoint: '/v1/responses', completion_window: '24h', metadata } as const;
  const { id } = await a((openai) => openai.batches.create({ ...order, input_file_id: lines.id }));
  const { db } = await storage();
  const marks = await db.selectFrom('owned').select('id').where('kind', '=', 'marks').execute();
  // As if the server had died before the answer came.
  await db.updateTable('owned').set({ id: 'mark-of-a', kind: 'marks' }).where('id', '=', id).execute();

  const lost = await refusalOf(a((openai) => openai.batches.retrieve(id)));
  const others = await b((openai) => openai.batches.list());
  const own = await a((openai) => openai.batches.list());

  expect(marks).toEqual([]);
  expect(lost.status).toBe(404);
  expect(others.data).toEqual([]);
  expect(own.data.map((each) => each.id)).toEqual([id]);
  expect((await a((openai) => openai.batches.retrieve(id))).id).toBe(id);
});

test('a file that was uploaded in parts is whose upload it is', async () => {
  const { a, b } = await twoTeams();
  const order = { bytes: 5, filename: 'a.txt', mime_type: 'text/plain', purpose: 'assistants' } as const;
  const begun = await a((openai) => openai.uploads.create(order));
  const data = await toFile(Buffer.from('Light'), 'part');

  const foreign = await refusalOf(b((openai) => openai.uploads.parts.create(begun.id, { data })));
  const part = await a((openai) => openai.uploads.parts.create(begun.id, { data }));
  const { file } = await a((openai) => openai.uploads.complete(begun.id, { part_ids: [part.id] }));

  expect(foreign).toMatchObject({ status: 404, message: `No such Upload object: ${begun.id}` });
  expect((await a((openai) => openai.files.retrieve(file!.id))).bytes).toBe(5);
  expect((await refusalOf(b((openai) => openai.files.retrieve(file!.id)))).status).toBe(404);
});

test('an answer that came as a stream is whose request it was', async () => {
  const { a, b } = await twoTeams();
  const request = { model: 'gpt-6-luna', input: 'Hello', stream: true } as const;
  let id = '';
  await a(async (openai) => {
    for await (const event of await openai.responses.create(request))
      if (event.type === 'response.completed') id = event.response.id;
  });

  expect((await a((openai) => openai.responses.retrieve(id))).id).toBe(id);
  expect((await refusalOf(b((openai) => openai.responses.retrieve(id)))).status).toBe(404);
});

test('what a client says of itself gives it none of the answers that are kept for another', () => {
  const [url, headers] = [new URL('https://api.openai.com/v1/embeddings'), {}];
  const body = readBody('{"input":"Light"}', 'application/json');
  const keyOf = (call: TestCall, shared = false) =>
    answerKey({ url, headers, body, call, owner: ownerOf(call) }, shared);

  const keys = [new TeamCall('a'), new TeamCall('b'), new TestCall('a')].map((call) => keyOf(call));

  expect(new Set(keys).size).toBe(3);
  expect(keyOf(new TeamCall('a'))).toBe(keys[0]);
  expect(keyOf(new TeamCall('a'), true)).toBe(keyOf(new TeamCall('b'), true));
});
