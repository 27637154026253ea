import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { source, trainingLines } from '../plugins/fine-tuning/training-lines.js';
import { type FakeOpenAI, type RecordedRequest, startFakeOpenAI } from '../support/fake-openai.js';
import type { RawProcess } from '../support/raw-process.js';
import { type SharedMoney, sharedFolder, sharedPostgres } from './drill-servers.js';
import { callTool, jobServer } from './job-servers.js';
import { figuresOf } from './ledger-figures.js';

const ORDER = { model: 'gpt-4.1-mini', training_file: source(trainingLines()), suffix: 'lights' };
/** Published price of training gpt-4.1-mini, nano-USD a token. */
const TOKEN = 5000n;
const CONFIG = {
  budget: { perDay: 5 },
  plugins: { 'fine-tuning': { settings: { confirm: false } } },
};
const MOST_LOOKS = 60;

describe.each([
  ['a SQLite file', sharedFolder],
  ['a PostgreSQL database', sharedPostgres],
])('a server on %s', (_, share) => {
  let money: SharedMoney;
  let sandbox: Sandbox;
  let upstream: FakeOpenAI;
  let servers: RawProcess[] = [];
  /** What is done there, and whoever asked never hears of it; or hears that it failed. */
  let lost: { line: string; answer: 'hang' | 502 } | undefined;
  let arrived = () => {};

  beforeEach(async () => {
    lost = undefined;
    money = await share();
    sandbox = await startSandbox();
    upstream = await startFakeOpenAI(async (request) => {
      const reply = await forward(request);
      if (`${request.method} ${request.path.replace(/^\/v1/, '')}` !== lost?.line) return reply;
      const { answer } = lost;
      lost = undefined;
      arrived();
      return answer === 'hang'
        ? { hang: true }
        : { status: answer, json: { error: { message: 'Bad gateway.' } } };
    });
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
    await Promise.all([upstream.stop(), sandbox.stop()]);
    await money.remove();
  });

  async function forward({ method, path, headers, text }: RecordedRequest) {
    const answer = await fetch(sandbox.baseURL + path.replace(/^\/v1/, ''), {
      method,
      ...(text !== '' && { body: text, headers: { 'content-type': headers['content-type'] ?? '' } }),
    });
    const type = answer.headers.get('content-type') ?? '';
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: { 'content-type': type }, bytes };
  }
  const start = async (): Promise<RawProcess> => {
    const server = await jobServer(money, upstream, CONFIG);
    servers = [...servers, server];
    return server;
  };
  const posted = () =>
    upstream.requests.filter(({ method }) => method === 'POST').map(({ path }) => path.replace(/^\/v1/, ''));

  async function untilEnded(server: RawProcess, id: string) {
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const { structuredContent: job } = await callTool(server, 'get-fine-tuning-job', { id });
      if (job.status === 'succeeded') return;
    }
    throw new Error('It never ends.');
  }

  /** What the stand-in charges: every token that any of its jobs has trained. */
  async function bill(): Promise<bigint> {
    const answer = await fetch(`${sandbox.baseURL}/fine_tuning/jobs`);
    const { data } = (await answer.json()) as { data: { trained_tokens: number }[] };
    return data.reduce((sum, { trained_tokens: tokens }) => sum + BigInt(tokens) * TOKEN, 0n);
  }

  async function uploaded(): Promise<number> {
    const answer = await fetch(`${sandbox.baseURL}/files?purpose=fine-tune`);
    return ((await answer.json()) as { data: unknown[] }).data.length;
  }

  test.each([
    ['before the upload is answered', '/files', ['/files', '/files', '/fine_tuning/jobs']],
    ['before the job is answered', '/fine_tuning/jobs', ['/files', '/fine_tuning/jobs']],
  ])(
    'that is killed %s starts nothing twice, and the ledger is the bill',
    { timeout: 120_000 },
    async (_point, path, sent) => {
      const reached = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      lost = { line: `POST ${path}`, answer: 'hang' };
      const first = await start();
      void callTool(first, 'create-fine-tuning-job', ORDER).catch(() => {});
      await reached;
      first.kill('SIGKILL');

      const second = await start();
      const { structuredContent: created } = await callTool(second, 'create-fine-tuning-job', ORDER);
      const { structuredContent: again } = await callTool(second, 'create-fine-tuning-job', ORDER);
      const during = await figuresOf(money);
      await untilEnded(second, created.id);

      expect(posted()).toEqual(sent);
      expect(await uploaded()).toBe(1);
      expect(again.id).toBe(created.id);
      expect(during.reserved > 0n).toBe(true);
      expect(await figuresOf(money)).toEqual({ spent: await bill(), reserved: 0n });
    },
  );

  test('that hears of a failure behind which the job has begun finds it, and pays once', {
    timeout: 120_000,
  }, async () => {
    lost = { line: 'POST /fine_tuning/jobs', answer: 502 };
    const server = await start();

    const failed = await callTool(server, 'create-fine-tuning-job', ORDER);
    const between = await figuresOf(money);
    const { structuredContent: created } = await callTool(server, 'create-fine-tuning-job', ORDER);
    await untilEnded(server, created.id);

    expect(failed.isError).toBe(true);
    expect(between.reserved > 0n).toBe(true);
    expect(posted()).toEqual(['/files', '/fine_tuning/jobs']);
    expect(await figuresOf(money)).toEqual({ spent: await bill(), reserved: 0n });
  });
});
