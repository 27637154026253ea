import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost } from '../bundled-host.js';
import { API, onGet, refusal, tuningJob } from './tuning-answers.js';

const CSV = [
  'step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy',
  '1,2.5,0.4,2.4,0.41',
  '2,1.5,0.5,,',
  '3,0.9,0.7,1.1,0.6',
  '4,0.8,0.72,1.3,0.58',
  '',
].join('\n');
const DONE = tuningJob({
  status: 'succeeded',
  fine_tuned_model: 'ft:gpt-4.1-mini:acme::1',
  trained_tokens: 1000,
  finished_at: 1_790_000_600,
  result_files: ['file-9'],
});
const JOB = '/fine_tuning/jobs/ftjob-1';
const onResult = (content: string) =>
  nock(API)
    .get('/v1/files/file-9/content')
    .reply(200, content, { 'content-type': 'application/octet-stream' });
let host: BundledHost;
beforeEach(async () => {
  host = await bundledHost();
});
afterEach(async () => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  await host.close();
  expect(pending).toEqual([]);
});

describe('get-fine-tuning-job', () => {
  test.each([
    ['in base64', Buffer.from(CSV).toString('base64')],
    ['as it is', CSV],
  ])('reads the metrics from the result file, which comes %s', async (_, content) => {
    onGet(JOB, DONE);
    onResult(content);

    const { structured, text } = await host.call('get-fine-tuning-job', { id: 'ftjob-1' });

    expect(structured).toMatchObject({
      status: 'succeeded',
      fine_tuned_model: 'ft:gpt-4.1-mini:acme::1',
      metrics: { train_loss: 0.8, valid_loss: 1.3, step: 4, best_valid_loss: 1.1, best_step: 3 },
      job: { trained_tokens: 1000, finished_at: '2026-09-21T14:23:20Z' },
    });
    expect(text).toContain('Trained on 1,000 tokens.');
  });

  test('draws the losses as a picture and a file', async () => {
    onGet(JOB, DONE);
    onResult(CSV);

    const { blocks } = await host.call('get-fine-tuning-job', { id: 'ftjob-1', chart: true });

    expect(blocks.map(({ type, mimeType }) => [type, mimeType])).toEqual([
      ['image', 'image/png'],
      ['resource_link', 'image/svg+xml'],
    ]);
  });

  test('tells of a running job when it should finish, and what its events measured', async () => {
    onGet(JOB, tuningJob({ status: 'running', estimated_finish: 1_790_000_900 }));
    const event = (step: number, loss: number) => ({
      object: 'fine_tuning.job.event',
      id: `ftevent-${step}`,
      created_at: 1_790_000_000 + step,
      level: 'info',
      message: `Step ${step}`,
      type: 'metrics',
      data: { step, total_steps: 9, train_loss: loss },
    });
    nock(API)
      .get(`/v1${JOB}/events`)
      .query({ limit: 100 })
      .reply(200, { object: 'list', has_more: false, data: [event(2, 1.5), event(1, 2.5)] });

    const { structured, text } = await host.call('get-fine-tuning-job', { id: 'ftjob-1' });

    expect(structured.metrics).toEqual({ train_loss: 1.5, step: 2 });
    expect(text).toContain('It should finish about 2026-09-21T14:28:20Z.');
  });

  test('says how a job stands although its result file is gone', async () => {
    onGet(JOB, DONE);
    nock(API).get('/v1/files/file-9/content').reply(404, refusal('No such File object'));

    const { structured, text } = await host.call('get-fine-tuning-job', { id: 'ftjob-1', chart: true });

    expect(structured.status).toBe('succeeded');
    expect(text).toMatch(/metrics could not be read/);
    expect(text).toMatch(/There is no chart/);
  });

  test('says why a job has failed', async () => {
    const error = {
      code: 'invalid_n_examples',
      message: 'Training file has 3 example(s).',
      param: 'training_file',
    };
    onGet(JOB, tuningJob({ status: 'failed', error }));

    const { structured, text } = await host.call('get-fine-tuning-job', { id: 'ftjob-1' });

    expect(structured.job).toMatchObject({ error });
    expect(text).toContain('Why: Training file has 3 example(s).');
  });
});

describe('the other tools of fine-tuning jobs', () => {
  test('list jobs by pages', async () => {
    nock(API)
      .get('/v1/fine_tuning/jobs')
      .query({ limit: 1, after: 'ftjob-0' })
      .reply(200, { object: 'list', has_more: true, data: [DONE] });

    const { structured, text } = await host.call('list-fine-tuning-jobs', { limit: 1, after: 'ftjob-0' });

    expect(structured).toMatchObject({ has_more: true, jobs: [{ id: 'ftjob-1', status: 'succeeded' }] });
    expect(text).toContain('There are more: after ftjob-1.');
  });

  test('list events and checkpoints', async () => {
    const checkpoint = {
      id: 'ftckpt_1',
      fine_tuned_model_checkpoint: 'ft:gpt-4.1-mini:acme::1:ckpt-step-2',
      step_number: 2,
      metrics: { train_loss: 1.5 },
    };
    onGet(`${JOB}/checkpoints`, { object: 'list', has_more: false, data: [checkpoint] });
    onGet(`${JOB}/events`, { object: 'list', has_more: false, data: [] });

    const checkpoints = await host.call('list-fine-tuning-checkpoints', { id: 'ftjob-1' });
    const events = await host.call('list-fine-tuning-events', { id: 'ftjob-1' });

    expect(checkpoints.structured.checkpoints).toEqual([
      {
        id: 'ftckpt_1',
        model: 'ft:gpt-4.1-mini:acme::1:ckpt-step-2',
        step: 2,
        metrics: { train_loss: 1.5 },
      },
    ]);
    expect(events.text).toBe('There are no events yet.');
  });

  test.each([
    ['pause', 'paused'],
    ['resume', 'running'],
    ['cancel', 'cancelled'],
  ])('%s a job', async (action, status) => {
    nock(API).post(`/v1${JOB}/${action}`).reply(200, tuningJob({ status }));

    const { structured } = await host.call(`${action}-fine-tuning-job`, { id: 'ftjob-1' });

    expect(structured).toEqual({ id: 'ftjob-1', status });
  });

  test.each([
    'get-fine-tuning-job',
    'list-fine-tuning-events',
    'list-fine-tuning-checkpoints',
    'pause-fine-tuning-job',
    'resume-fine-tuning-job',
    'cancel-fine-tuning-job',
  ])('%s says so where the account has no such job', async (tool) => {
    nock(API)
      .intercept(/fine_tuning/, tool.startsWith('get') || tool.startsWith('list') ? 'GET' : 'POST')
      .reply(404, refusal('Could not find fine tune: ftjob-x', { code: 'fine_tune_not_found' }));

    const { code } = await host.call(tool, { id: 'ftjob-x' });

    expect(code).toBe('FINE_TUNING_JOB_NOT_FOUND');
  });
});
