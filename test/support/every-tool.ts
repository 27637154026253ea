import { ask } from './openai-answers.js';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const TEXT = `data:text/plain;base64,${Buffer.from('Total: 12').toString('base64')}`;

/** A fifth of a second of silence: 8 kHz, 8 bits, mono. */
export const SILENCE = `data:audio/wav;base64,${Buffer.concat([
  Buffer.from('524946466406000057415645666d74201000000001000100401f0000401f00000100080064617461', 'hex'),
  Buffer.from('40060000', 'hex'),
  Buffer.alloc(1600, 0x80),
]).toString('base64')}`;

/** Ten examples to tune on. */
const EXAMPLES = `data:application/jsonl;base64,${Buffer.from(
  Array.from({ length: 10 }, (_, at) => {
    const messages = [
      { role: 'user', content: `Rock ${at}?` },
      { role: 'assistant', content: `Light ${at}.` },
    ];
    return `${JSON.stringify({ messages })}\n`;
  }).join(''),
).toString('base64')}`;

/** Every bundled tool with the least that it can be called with: whatever has a default is left out. */
export const EVERY_TOOL: Record<string, Record<string, unknown>> = {
  'add-to-vector-store': { vector_store_id: 'vs_none', file_ids: ['file-none'] },
  'analyze-document': { file_url: TEXT },
  'analyze-image': { image_url: PIXEL },
  'ask-assistant': { assistant_id: 'asst_none', input: 'Who keeps the lighthouse?' },
  'cancel-fine-tuning-job': { id: 'ftjob-none' },
  'cancel-job': { id: 'job_none' },
  'chat-completion': ask('Say hello.'),
  'compare-images': { image_url: [PIXEL, PIXEL] },
  'compare-models': { prompt: 'Say hello.', models: ['gpt-6-luna', 'gpt-6.2-sol'] },
  'create-assistant': { name: 'Keeper' },
  'create-embedding': { input: 'hello' },
  // Without a person who agrees, it spends nothing.
  'create-fine-tuning-job': { model: 'gpt-4.1-mini', training_file: EXAMPLES },
  'create-image-variation': { image: PIXEL },
  'create-vector-store': {},
  'deep-research': { query: 'Who keeps the lighthouse?' },
  'delete-collection': { collection: 'notes' },
  'delete-file': { file_id: 'file-none' },
  'delete-vector-store': { vector_store_id: 'vs_none' },
  'download-file': { file_id: 'file-none' },
  'delete-assistant': { assistant_id: 'asst_none' },
  'delete-thread': { thread_id: 'thread_none' },
  'edit-image': { image: [PIXEL], prompt: 'Make it red.' },
  'estimate-cost': { tool: 'usage-report' },
  'extract-data': {
    file_url: TEXT,
    json_schema: { type: 'object', properties: { total: { type: 'number' } } },
  },
  'function-call': { ...ask('Greet Ada.'), functions: [{ name: 'greet' }] },
  'generate-image': { prompt: 'A lighthouse' },
  'get-file': { file_id: 'file-none' },
  'get-fine-tuning-job': { id: 'ftjob-none' },
  'get-job': {},
  'index-documents': { collection: 'notes', documents: [{ text: 'The keeper is Ada.', id: 'keeper' }] },
  'list-collections': {},
  'import-assistants': { assistants: { id: 'asst_old', name: 'Old keeper' } },
  'list-assistants': {},
  'list-files': {},
  'list-fine-tuning-checkpoints': { id: 'ftjob-none' },
  'list-fine-tuning-events': { id: 'ftjob-none' },
  'list-fine-tuning-jobs': {},
  'list-jobs': {},
  'list-messages': {},
  'list-models': {},
  'list-vector-stores': {},
  'moderate-content': { input: 'hello' },
  'pause-fine-tuning-job': { id: 'ftjob-none' },
  'reconcile-costs': {},
  'resume-fine-tuning-job': { id: 'ftjob-none' },
  'search-vector-store': { vector_store_id: 'vs_none', query: 'hello' },
  'semantic-search': { collection: 'notes', query: 'Who keeps the lighthouse?' },
  'similar-to': { collection: 'notes', text: 'lighthouse' },
  speak: { input: 'hello' },
  'transcribe-audio': { file: SILENCE },
  'translate-audio': { file: SILENCE },
  'upload-file': { file: TEXT },
  'update-assistant': { assistant_id: 'asst_none', name: 'Keeper' },
  'usage-report': {},
  'validate-training-data': { training_file: EXAMPLES },
  'web-search': { query: 'Who keeps the lighthouse?' },
};

/** What is named here has to be there first, and some of it a person must agree to. */
export const NEEDS_MORE: ReadonlySet<string> = new Set([
  'add-to-vector-store',
  'ask-assistant',
  ...Object.keys(EVERY_TOOL).filter((tool) => /-fine-tuning-(?!jobs$)/.test(tool)),
  'cancel-job',
  'delete-assistant',
  'delete-collection',
  'delete-file',
  'delete-thread',
  'delete-vector-store',
  'download-file',
  'get-file',
  'search-vector-store',
  'update-assistant',
]);

/** Those that succeed in this order: a job is there once a call has started one. */
export const CALLS = Object.entries(EVERY_TOOL).filter(([tool]) => !NEEDS_MORE.has(tool));
