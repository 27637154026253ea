import { answers, type ScriptedOpenAI } from 'openai-mcp-host/testing';

const COMPARISON = { summary: 'They are alike.', differences: [], criteria: [], better: null };

const BATCH = {
  ...{ id: 'batch_1', object: 'batch', endpoint: '/v1/responses', status: 'validating' },
  ...{ input_file_id: 'file-1', completion_window: '24h', created_at: 1_795_000_000 },
};

/** Answers text requests in the form that they ask for, and takes files and batches. */
export const answerInForm = (openai: ScriptedOpenAI): void => {
  openai.always('POST /batches', answers.json(BATCH));
  openai.always('GET /batches/*', answers.json(BATCH));
  openai.always('GET /batches', answers.json({ object: 'list', data: [], has_more: false }));
  openai.always('/responses', (request) => {
    const format = request.body?.text?.format;
    const text = format?.name === 'comparison' ? JSON.stringify(COMPARISON) : format?.schema ? '{}' : 'Yes.';
    const answer = answers.text(text);
    return typeof answer === 'function' ? answer(request) : answer;
  });
  const file = {
    id: 'file-1',
    object: 'file',
    bytes: 9,
    created_at: 1_790_000_000,
    filename: 'a.txt',
    purpose: 'user_data',
  };
  openai.always('POST /files', answers.json(file));
  openai.always('GET /files', answers.json({ object: 'list', data: [file], has_more: false }));
  openai.always('GET /files/*', answers.json(file));
};
