import { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { jsonl, trainingLines } from '../plugins/fine-tuning/training-lines.js';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const MODEL = 'gpt-4.1-mini';

const upload = async (text = trainingLines(), purpose: 'fine-tune' | 'batch' = 'fine-tune') =>
  (await held.openai.files.create({ file: await toFile(Buffer.from(text), 'lines.jsonl'), purpose })).id;
const jobs = () => held.openai.fineTuning.jobs;
const start = async (more: object = {}) =>
  jobs().create({ model: MODEL, training_file: await upload(), ...more });
async function looks(id: string, count: number) {
  let job = await jobs().retrieve(id);
  for (let at = 1; at < count; at += 1) job = await jobs().retrieve(id);
  return job;
}

describe('a fine-tuning job of the sandbox', () => {
  it('goes through its states with every look, and leaves a model, its tokens and its metrics', async () => {
    const { id, status } = await start({ validation_file: await upload(), suffix: 'lights' });

    const states = [status];
    for (let at = 0; at < 5; at += 1) states.push((await jobs().retrieve(id)).status);
    const job = await jobs().retrieve(id);

    expect(states).toEqual(['validating_files', 'queued', 'running', 'running', 'running', 'succeeded']);
    expect(job.fine_tuned_model).toMatch(/^ft:gpt-4\.1-mini-2025-04-14:sandbox:lights:/);
    expect(job.trained_tokens).toBeGreaterThan(1000);
    const content = await (await held.openai.files.content(job.result_files[0]!)).text();
    expect(Buffer.from(content, 'base64').toString()).toMatch(/^step,train_loss,train_accuracy,valid_loss/);
  });

  it('can be used once it has succeeded', async () => {
    const { fine_tuned_model: model } = await looks((await start()).id, 5);

    const answer = await held.openai.chat.completions.create({
      model: model!,
      messages: [{ role: 'user', content: 'Which light?' }],
    });

    expect(answer.model).toBe(model);
  });

  it('tells its events and checkpoints by pages, newest first', async () => {
    const { id } = await start();
    await looks(id, 5);

    const { data: events, has_more } = await jobs().listEvents(id, { limit: 2 });
    const older = await jobs().listEvents(id, { limit: 1, after: events[1]!.id });
    const { data: checkpoints } = await jobs().checkpoints.list(id);

    expect(events[0]?.message).toBe('The job has successfully completed');
    expect(has_more).toBe(true);
    expect(older.data[0]?.id).not.toBe(events[1]?.id);
    expect(checkpoints.map(({ step_number }) => step_number)).toEqual([150, 100, 50]);
  });

  it('is paused, resumed and cancelled where its state allows it', async () => {
    const { id } = await start();
    await looks(id, 3);

    const paused = await jobs().pause(id);
    const resumed = await jobs().resume(id);
    const cancelled = await jobs().cancel(id);

    expect([paused, resumed, cancelled].map(({ status }) => status)).toEqual([
      'paused',
      'running',
      'cancelled',
    ]);
    await expect(jobs().resume(id)).rejects.toMatchObject({ status: 400 });
    await expect(jobs().cancel(id)).rejects.toMatchObject({ status: 400 });
  });

  it('fails while it validates a file of too few examples', async () => {
    const few = await upload(jsonl([{ messages: [] }]));

    const { id } = await start({ training_file: few });
    const job = await looks(id, 2);

    expect(job).toMatchObject({ status: 'failed', error: { code: 'invalid_n_examples' } });
  });

  it.each([
    ['a file that is not there', { training_file: 'file-none' }, 400, 'training_file'],
    ['a model that can not be tuned', { model: 'gpt-6.2-sol' }, 400, 'model'],
    ['a suffix that is too long', { suffix: 's'.repeat(65) }, 400, 'suffix'],
    ['reinforcement without a grader', { method: { type: 'reinforcement' } }, 400, /grader/],
  ])('is refused with %s', async (_, more, status, param) => {
    const refusal = await start(more).catch((error) => error);

    expect(refusal.status).toBe(status);
    expect(refusal.param).toMatch(param);
  });

  it('is refused with a file of another purpose, and as on a closed account by its suffix', async () => {
    const line = JSON.stringify({ custom_id: '1', method: 'POST', url: '/v1/responses', body: {} });
    const other = await upload(line, 'batch');

    const purpose = await start({ training_file: other }).catch((error) => error);
    const closed = await start({ suffix: 'closed-account' }).catch((error) => error);

    expect(purpose).toMatchObject({ status: 400, code: 'invalid_file_purpose' });
    expect(closed).toMatchObject({ status: 403, code: 'training_not_available' });
  });

  it('is not found by another id', async () => {
    await expect(jobs().retrieve('ftjob-none')).rejects.toMatchObject({
      status: 404,
      code: 'fine_tune_not_found',
    });
  });
});
