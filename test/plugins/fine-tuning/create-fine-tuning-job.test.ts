import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost, onPost } from '../bundled-host.js';
import { chats, jsonl, source, trainingLines } from './training-lines.js';
import { API, onGet, onUpload, refusal, tuningJob } from './tuning-answers.js';

const GOOD = { model: 'gpt-4.1-mini', training_file: source(trainingLines()) };
const UNASKED = { plugins: { 'fine-tuning': { settings: { confirm: false } } } };
let host: BundledHost;
let questions: string[];
afterEach(async () => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  await host.close();
  expect(pending).toEqual([]);
});

async function start({
  answer = 'accept',
  config = {},
}: {
  answer?: 'accept' | 'decline' | 'none';
  config?: object;
} = {}): Promise<void> {
  questions = [];
  host = await bundledHost({
    config: { ...config },
    ...(answer !== 'none' && {
      answer: (question: string) => {
        questions.push(question);
        return answer;
      },
    }),
  });
}
const create = (more: object = {}) => host.call('create-fine-tuning-job', { ...GOOD, ...more });

describe('create-fine-tuning-job', () => {
  test('asks a person with what it costs, then uploads the file and starts the job', async () => {
    await start();
    const files = onUpload();
    const [orders] = [onPost('/fine_tuning/jobs', { body: tuningJob() })];

    const { structured, text } = await create({ suffix: 'lights', seed: 7, metadata: { house: 'one' } });

    expect(questions).toEqual([
      expect.stringMatching(
        /^Start fine-tuning gpt-4\.1-mini \(supervised\) on 50 examples\? 3 epochs, [\d,]+ trained tokens: about \$0\.0\d+ for gpt-4\.1-mini\.$/,
      ),
    ]);
    expect(files[0]).toContain('fine-tune');
    expect(files[0]).toContain('.jsonl"');
    expect(files[0]).toContain(jsonl(chats()).slice(0, 500));
    expect(orders).toEqual([
      {
        model: 'gpt-4.1-mini',
        training_file: 'file-1',
        method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 3 } } },
        suffix: 'lights',
        seed: 7,
        metadata: { house: 'one', 'openai-mcp-host': expect.any(String) },
      },
    ]);
    expect(structured).toMatchObject({ id: 'ftjob-1', status: 'validating_files' });
    expect(structured.job_id).toMatch(/^job_/);
    expect(text).toContain('What is trained ends with its base model, on 2027-01-14.');
  });

  test.each([
    ['says no', 'decline', /did not agree/],
    ['can not be asked', 'none', /can ask nobody/],
  ] as const)('does nothing where the person %s', async (_, answer, words) => {
    await start({ answer });

    const { code, text } = await create();

    expect(code).toBe('NOT_CONFIRMED');
    expect(text).toMatch(words);
  });

  test('asks nobody where the operator says so', async () => {
    await start({ answer: 'none', config: UNASKED });
    onUpload();
    onPost('/fine_tuning/jobs', { body: tuningJob() });

    const { isError } = await create();

    expect(isError).toBe(false);
  });

  test('sends every method as OpenAI has it, and leaves epochs to OpenAI on "auto"', async () => {
    await start({ config: UNASKED, answer: 'none' });
    const user = { role: 'user', content: 'Which light?' };
    const said = (content: string) => [{ role: 'assistant', content }];
    const pairs = Array.from({ length: 10 }, (_, at) => ({
      input: { messages: [user] },
      preferred_output: said(`Light ${at}`),
      non_preferred_output: said('None.'),
    }));
    const questionsOf = Array.from({ length: 10 }, (_, at) => ({ messages: [user], answer: `${at}` }));
    const grader = {
      type: 'string_check',
      name: 'same',
      input: '{{ sample.output_text }}',
      reference: '{{ item.answer }}',
      operation: 'eq',
    };
    onUpload(2);
    const orders = onPost('/fine_tuning/jobs', { body: tuningJob() }, { body: tuningJob({ id: 'ftjob-2' }) });
    const dpo = { type: 'dpo', dpo: { hyperparameters: { beta: 0.1, n_epochs: 'auto' } } };
    const reinforcement = { type: 'reinforcement', reinforcement: { grader } };

    await create({ training_file: source(jsonl(pairs)), method: dpo });
    await create({ training_file: source(jsonl(questionsOf)), method: reinforcement, model: 'gpt-4.1' });

    expect(orders.map(({ method }) => method)).toEqual([dpo, reinforcement]);
  });

  test.each<[string, object, string]>([
    ['another method than is described', { type: 'dpo', supervised: {} }, 'PARAMETERS_CONFLICT'],
    ['reinforcement without a grader', { type: 'reinforcement' }, 'PARAMETERS_CONFLICT'],
    [
      'a beta of supervised tuning',
      { type: 'supervised', supervised: { hyperparameters: { beta: 1 } } },
      'INPUT_INVALID',
    ],
    ['51 epochs', { type: 'supervised', supervised: { hyperparameters: { n_epochs: 51 } } }, 'INPUT_INVALID'],
    [
      'a grader that OpenAI does not have',
      { type: 'reinforcement', reinforcement: { grader: { type: 'taste' } } },
      'INPUT_INVALID',
    ],
  ])('refuses %s before anybody is asked', async (_, method, expected) => {
    await start();

    const { code } = await create({ method });

    expect([code, questions]).toEqual([expected, []]);
  });

  test('refuses examples with errors, names the first with their lines, and uploads nothing', async () => {
    await start();
    const lines = trainingLines().replace(/(.*\n){6}/, (head) => `${head}{"messages": [\n`);

    const { code, text } = await create({ training_file: source(lines) });

    expect(code).toBe('TRAINING_DATA_INVALID');
    expect(text).toContain('training line 7, error json-invalid');
    expect(questions).toEqual([]);
  });

  test('takes a file that OpenAI has, and checks it all the same', async () => {
    await start();
    onGet('/files/file-abc', {
      id: 'file-abc',
      object: 'file',
      status: 'processed',
      created_at: 1,
      bytes: 10,
      filename: 'a.jsonl',
      purpose: 'fine-tune',
    }).persist();
    nock(API).get('/v1/files/file-abc/content').reply(200, trainingLines()).persist();
    const orders = onPost('/fine_tuning/jobs', { body: tuningJob() });

    await create({ training_file: 'file-abc' });

    expect(orders).toMatchObject([{ training_file: 'file-abc' }]);
    expect(questions[0]).toContain('on 50 examples');
    nock.cleanAll();
  });

  test('refuses a file of another purpose', async () => {
    await start();
    onGet('/files/file-abc', {
      id: 'file-abc',
      object: 'file',
      status: 'processed',
      created_at: 1,
      bytes: 10,
      filename: 'a.jsonl',
      purpose: 'batch',
    });

    const { code, text } = await create({ training_file: 'file-abc' });

    expect(code).toBe('FILE_PURPOSE_WRONG');
    expect(text).toContain('was uploaded for batch');
  });

  test('says of a closed account what it means and what to do, and deletes what was uploaded', async () => {
    await start();
    onUpload();
    const words =
      'OpenAI is winding down the fine-tuning platform and your organization is no longer able to create new fine-tuning training jobs.';
    onPost('/fine_tuning/jobs', { status: 403, body: refusal(words, { code: 'training_not_available' }) });
    nock(API).delete('/v1/files/file-1').reply(200, { id: 'file-1', deleted: true });

    const { code, text } = await create();

    expect(code).toBe('FINE_TUNING_CLOSED');
    expect(text).toMatch(/from 2027-01-06 all/);
    expect(text).toMatch(/examples into the prompt/);
  });

  test('keeps what was uploaded where nobody knows whether the job has begun', async () => {
    await start();
    onUpload();
    nock(API).post('/v1/fine_tuning/jobs').replyWithError({ code: 'ECONNRESET', message: 'socket hang up' });

    const { isError } = await create();

    expect(isError).toBe(true);
  });

  test('deletes what was uploaded where a budget refuses the job', async () => {
    await start({ config: { budget: { perDay: 0.001 } } });
    onUpload();
    nock(API).delete('/v1/files/file-1').reply(200, { id: 'file-1', deleted: true });

    const { code } = await create();

    expect(code).toBe('BUDGET_EXCEEDED');
  });

  test('is a job that get-job waits for, with its cost once it has ended', async () => {
    await start();
    onUpload();
    onPost('/fine_tuning/jobs', { body: tuningJob() });
    onGet(
      '/fine_tuning/jobs/ftjob-1',
      tuningJob({
        status: 'succeeded',
        fine_tuned_model: 'ft:gpt-4.1-mini:acme::1',
        trained_tokens: 100_000,
      }),
    );

    const { structured } = await create();
    const job = await host.call('get-job', { id: structured.job_id });

    expect(job.structured).toMatchObject({
      status: 'completed',
      cost_usd: 0.5,
      data: { fine_tuned_model: 'ft:gpt-4.1-mini:acme::1' },
    });
  });

  test('asks a server of another maker first whether it has such a thing', async () => {
    await start({ config: { openai: { baseURL: 'http://llm.example/v1' } } });
    nock('http://llm.example').get('/v1/fine_tuning/jobs').query({ limit: 1 }).reply(404, 'Not here.');

    const { code } = await create();

    expect([code, questions]).toEqual(['FINE_TUNING_UNSUPPORTED', []]);
  });

  test('a dry run says what the training costs, asks nobody and uploads nothing', async () => {
    await start();

    const { mostUsd, requests, notes } = await host.host.estimate({
      tool: 'create-fine-tuning-job',
      arguments: GOOD,
      client: { name: 'test' },
      signal: new AbortController().signal,
    });

    const [{ inputTokens = 0 } = {}] = requests;
    expect(questions).toEqual([]);
    expect(requests).toMatchObject([{ endpoint: '/fine_tuning/jobs', model: 'gpt-4.1-mini', mostUsd }]);
    expect(mostUsd).toBeCloseTo((inputTokens * 5) / 1e6, 9);
    expect(inputTokens).toBeGreaterThan(3 * 50 * 10);
    expect(notes.join('\n')).toContain('It would send POST /files');
  });
});
