import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SharedMoney, sharedFolder, sharedPostgres } from '../drills/drill-servers.js';
import { MODERN_META, type RawProcess, rawProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';

// biome-ignore lint/suspicious/noExplicitAny: a test reads what its own request brings
type Message = any;

const TASKS = 'io.modelcontextprotocol/tasks';
const ENDED = ['completed', 'failed', 'cancelled'];

describe.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedPostgres],
])('a client that speaks of tasks, of servers on %s', (_, share) => {
  let money: SharedMoney;
  let log: string;
  const servers: RawProcess[] = [];

  beforeEach(async () => {
    money = await share();
    log = join(money.dataFolder, 'work.log');
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await money.remove();
  });

  async function start(): Promise<RawProcess> {
    const { dataFolder, url } = money;
    const server = await rawProcess({
      config: { plugins: { patient: { from: fixture('patient.ts') } } },
      env: {
        OPENAI_MCP_DATA_DIR: dataFolder,
        ...(url === undefined ? {} : { OPENAI_MCP_DATABASE_URL: url }),
      },
    });
    servers.push(server);
    return server;
  }

  const ask = (
    server: RawProcess,
    method: string,
    params: object,
    capabilities: object = {},
  ): Promise<Message> => {
    const stated = { extensions: { [TASKS]: {} }, ...capabilities };
    const _meta = { ...MODERN_META, 'io.modelcontextprotocol/clientCapabilities': stated };
    return server.ask(method, { ...params, _meta });
  };
  const work = (server: RawProcess, tool: string, more: object = {}, capabilities: object = {}) =>
    ask(server, 'tools/call', { name: tool, arguments: { log, seconds: 0.2, ...more } }, capabilities);
  const until = async (server: RawProcess, taskId: string, statuses: string[]): Promise<Message> => {
    for (;;) {
      const { result } = await ask(server, 'tasks/get', { taskId });
      if (statuses.includes(result.status)) return result;
      await pause(100);
    }
  };
  const lines = async () => (await readFile(log, 'utf8')).trim().split('\n');

  test('gets a task at once for a long tool, and its result from tasks/get', async () => {
    const server = await start();

    const { result: created } = await work(server, 'work-once', { seconds: 1 });
    const { result: seen } = await ask(server, 'tasks/get', { taskId: created.taskId });
    const ended = await until(server, created.taskId, ENDED);

    expect(created).toEqual({
      ...{ resultType: 'task', taskId: expect.stringMatching(/^job_/), status: 'working' },
      ...{ createdAt: expect.any(String), lastUpdatedAt: expect.any(String) },
      ...{ ttlMs: 2_592_000_000, pollIntervalMs: 1000, _meta: expect.anything() },
      // The SDK's own.
      content: [],
    });
    expect(seen).toMatchObject({ resultType: 'complete', taskId: created.taskId, status: 'working' });
    expect(ended).toMatchObject({
      status: 'completed',
      result: { structuredContent: { steps: 20, answer: 'unavailable' } },
    });
    expect(Object.keys(ended)).not.toContain('error');
  });

  test('is asked by the task, as often as it takes, and on whichever server', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const { result } = await work(
      first,
      'work-again',
      { ask: 'Which colour?' },
      { elicitation: { form: {} } },
    );

    const asking = await until(second, result.taskId, ['input_required']);
    const [name] = Object.keys(asking.inputRequests);
    const update = (inputResponses: object) =>
      ask(second, 'tasks/update', { taskId: result.taskId, inputResponses });
    const other = await update({ other: { action: 'accept', content: {} } });
    const still = await until(first, result.taskId, ['input_required']);
    const answered = await update({ [name!]: { action: 'accept', content: { colour: 'red' } } });
    const ended = await until(first, result.taskId, ENDED);

    expect(asking.inputRequests[name!]).toMatchObject({
      method: 'elicitation/create',
      params: { message: 'Which colour?' },
    });
    expect(other.result).toMatchObject({ resultType: 'complete' });
    expect(Object.keys(still.inputRequests)).toEqual([name]);
    expect(answered.result).toMatchObject({ resultType: 'complete' });
    expect(ended.result.structuredContent).toEqual({ steps: 4, answer: 'red' });
    expect(await lines()).toEqual(['begun', 'done']);
  });

  test('keeps its tasks through kill -9: what may go on goes on, what may not has failed', {
    timeout: 90_000,
  }, async () => {
    const first = await start();
    const created = await Promise.all([
      work(first, 'work-again', { seconds: 3 }),
      work(first, 'work-once', { seconds: 60 }),
      work(first, 'work-once', { ask: 'Which colour?' }, { elicitation: { form: {} } }),
    ]);
    const [again, once, asking] = created.map(({ result }) => result.taskId as string);
    await until(first, asking!, ['input_required']);

    first.kill('SIGKILL');
    const second = await start();
    const stillAsking = await until(second, asking!, ['input_required']);
    const [name] = Object.keys(stillAsking.inputRequests);
    await ask(second, 'tasks/update', {
      taskId: asking,
      inputResponses: { [name!]: { action: 'accept', content: { colour: 'blue' } } },
    });
    const ends = await Promise.all([again!, once!, asking!].map((id) => until(second, id, ENDED)));

    expect(ends[0].result.structuredContent).toMatchObject({ steps: 60 });
    expect(ends[1]).toMatchObject({
      status: 'failed',
      error: { code: -32603, data: { code: 'JOB_INTERRUPTED' } },
    });
    expect(ends[1].result).toBeUndefined();
    expect(ends[2].result.structuredContent).toMatchObject({ answer: 'blue' });
  });

  test('cancels a task, once or twice, from another server', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const { result } = await work(first, 'work-once', { seconds: 60 });

    const cancelled = await ask(second, 'tasks/cancel', { taskId: result.taskId });
    const ended = await until(second, result.taskId, ENDED);
    const again = await ask(second, 'tasks/cancel', { taskId: result.taskId });

    expect(ended).toMatchObject({ status: 'cancelled' });
    for (const { result: ack } of [cancelled, again])
      expect({ ...ack, _meta: undefined }).toEqual({ resultType: 'complete' });
  });
});

describe('tasks', () => {
  let server: RawProcess;
  beforeEach(async () => {
    server = await rawProcess({ config: { plugins: { patient: { from: fixture('patient.ts') } } } });
  });
  afterEach(() => server.stop());

  const speaking = { 'io.modelcontextprotocol/clientCapabilities': { extensions: { [TASKS]: {} } } };
  const ask = (method: string, params: object, meta: object = speaking): Promise<Message> =>
    server.ask(method, { ...params, _meta: { ...MODERN_META, ...meta } });
  const work = (tool: string, meta?: object) =>
    ask('tools/call', { name: tool, arguments: { log: join(server.folder, 'log'), seconds: 0.1 } }, meta);

  test('are an extension, and no capability of their own', async () => {
    const { result } = await ask('server/discover', {}, {});

    expect(result.capabilities.extensions[TASKS]).toEqual({});
    expect(result.capabilities.tasks).toBeUndefined();
  });

  test('are for those who speak of them, and for long tools alone', async () => {
    const silent = await work('work-once', {});
    const short = await work('work-on-the-line');

    expect(silent.result).toMatchObject({ resultType: 'complete', structuredContent: { steps: 2 } });
    expect(short.result).toMatchObject({ resultType: 'complete', structuredContent: { steps: 2 } });
  });

  test.each([
    ['tasks/get', -32021],
    ['tasks/update', -32021],
    ['tasks/cancel', -32021],
    ['tasks/list', -32601],
    ['tasks/result', -32601],
  ])('%s without the extension is refused with %d', async (method, code) => {
    const { error } = await ask(method, { taskId: 'job_1', inputResponses: {} }, {});

    expect(error.code).toBe(code);
    if (code === -32021) expect(error.data.requiredCapabilities).toEqual({ extensions: { [TASKS]: {} } });
  });

  test.each([
    ['tasks/get', { taskId: 'job_none' }],
    ['tasks/get', { taskId: "' OR 1=1 --" }],
    ['tasks/get', { taskId: 7 }],
    ['tasks/get', {}],
    ['tasks/cancel', { taskId: 'job_none' }],
    ['tasks/cancel', { taskId: '' }],
    ['tasks/update', { taskId: 'job_none', inputResponses: {} }],
    ['tasks/update', { taskId: 'job_none', inputResponses: { a: 7 } }],
    ['tasks/update', { taskId: 'job_none' }],
  ])('%s %j is refused with -32602', async (method, params) => {
    const { error } = await ask(method, params);

    expect(error.code).toBe(-32602);
  });

  test('that the tool fails have a result that says so', async () => {
    const { result } = await ask('tools/call', { name: 'work-once', arguments: { log: 7 } });

    let seen: Message;
    do seen = (await ask('tasks/get', { taskId: result.taskId })).result;
    while (seen.status === 'working');

    expect(seen).toMatchObject({ status: 'completed', result: { isError: true } });
  });
});
