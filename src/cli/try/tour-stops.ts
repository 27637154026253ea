import { ASSISTANT_STOPS } from './assistant-stops.js';
import type { TourStop } from './tour-stop.js';
import { TUNING_STOPS } from './tuning-stops.js';

const ask = (content: string) => [{ role: 'user', content }];

const INVOICE = `data:text/markdown;base64,${Buffer.from('# Invoice 2026-17\n\nTwo lamps, 84.00 EUR, due on 1 December 2026.').toString('base64')}`;

const LINES = `data:application/jsonl;base64,${Buffer.from('{"messages":[]}\n').toString('base64')}`;

/** Every tool, in an order in which each finds what it needs. */
export const TOUR: readonly TourStop[] = [
  { title: 'Which models are there', tool: 'list-models', arguments: () => ({}) },
  {
    title: 'Know what a call would cost',
    tool: 'estimate-cost',
    arguments: () => ({
      tool: 'chat-completion',
      arguments: { messages: ask('In one sentence: what is the Model Context Protocol?'), max_tokens: 500 },
    }),
  },
  {
    title: 'Ask a model',
    tool: 'chat-completion',
    arguments: () => ({ messages: ask('In one sentence: what is the Model Context Protocol?') }),
  },
  {
    title: 'Watch an answer grow',
    tool: 'chat-completion',
    arguments: () => ({ messages: ask('Write a haiku about a lighthouse.'), stream: true }),
  },
  {
    title: 'Get an answer in a given shape',
    tool: 'chat-completion',
    arguments: () => ({
      messages: ask('Name a city on the sea and how many people live there.'),
      json_schema: {
        type: 'object',
        properties: { city: { type: 'string' }, inhabitants: { type: 'integer' } },
        required: ['city', 'inhabitants'],
        additionalProperties: false,
      },
    }),
  },
  {
    title: 'Let a model choose a function',
    tool: 'function-call',
    arguments: () => ({
      messages: ask('What is the weather in Lisbon?'),
      functions: [
        {
          name: 'get_weather',
          description: 'The weather in a city today.',
          parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
        },
      ],
    }),
  },
  {
    title: 'Compare models on one question',
    tool: 'compare-models',
    arguments: () => ({
      prompt: 'Why is the sky blue? One sentence.',
      models: ['gpt-6-luna', 'gpt-6.2-sol'],
    }),
  },
  {
    title: 'Draw a picture',
    tool: 'generate-image',
    arguments: () => ({
      prompt: 'A lighthouse at dusk, in flat colours.',
      size: '1024x1024',
      quality: 'low',
    }),
  },
  {
    title: 'Change that picture',
    tool: 'edit-image',
    arguments: ({ picture }) => ({
      image: [picture ?? ''],
      prompt: 'Let it snow.',
      size: '1024x1024',
      quality: 'low',
    }),
  },
  {
    title: 'Vary it',
    tool: 'create-image-variation',
    arguments: ({ picture }) => ({ image: picture ?? '', size: '1024x1024', quality: 'low' }),
  },
  {
    title: 'Look at that picture',
    tool: 'analyze-image',
    arguments: ({ picture }) => ({ image_url: picture ?? '', prompt: 'What does this picture show?' }),
  },
  {
    title: 'Compare it with itself',
    tool: 'compare-images',
    arguments: ({ picture }) => ({ image_url: [picture ?? '', picture ?? ''], criteria: ['sharpness'] }),
  },
  {
    title: 'Read a document',
    tool: 'analyze-document',
    arguments: () => ({ file_url: INVOICE, prompt: 'What is to be paid, and by when?' }),
  },
  {
    title: 'Get its data in a given shape',
    tool: 'extract-data',
    arguments: () => ({
      file_url: INVOICE,
      json_schema: {
        type: 'object',
        properties: { number: { type: 'string' }, total: { type: 'number' }, due: { type: 'string' } },
        required: ['number', 'total', 'due'],
        additionalProperties: false,
      },
    }),
  },
  {
    title: 'Have a text spoken',
    tool: 'speak',
    arguments: () => ({ input: 'The light turns once in ten seconds.', voice: 'coral' }),
  },
  {
    title: 'Write down what a recording says',
    tool: 'transcribe-audio',
    arguments: ({ sound }) => ({ file: sound ?? '', response_format: 'srt' }),
  },
  {
    title: 'Translate what it says',
    tool: 'translate-audio',
    arguments: ({ sound }) => ({ file: sound ?? '', language: 'French' }),
  },
  {
    title: 'Turn texts into vectors',
    tool: 'create-embedding',
    arguments: () => ({ input: ['a lighthouse', 'a candle'], dimensions: 256 }),
  },
  {
    title: 'Make texts searchable',
    tool: 'index-documents',
    arguments: () => ({
      collection: 'tour',
      documents: [
        {
          text: '# The lighthouse\n\nThe light turns once in ten seconds.',
          id: 'lighthouse',
          metadata: { year: 2026 },
        },
        {
          text: '# The harbour\n\nBoats lie there until the storm is over.',
          id: 'harbour',
          metadata: { year: 2025 },
        },
      ],
    }),
  },
  {
    title: 'Search them by meaning and words',
    tool: 'semantic-search',
    arguments: () => ({ collection: 'tour', query: 'How often does the light turn?', limit: 1 }),
  },
  {
    title: 'Find what is like one of them',
    tool: 'similar-to',
    arguments: () => ({ collection: 'tour', id: 'lighthouse', filter: { year: { lt: 2026 } } }),
  },
  { title: 'List what is searchable', tool: 'list-collections', arguments: () => ({}) },
  { title: 'Delete it', tool: 'delete-collection', arguments: () => ({ collection: 'tour' }) },
  {
    title: 'See whether a text is harmful',
    tool: 'moderate-content',
    arguments: () => ({ input: 'I love a walk along the sea.' }),
  },
  ...TUNING_STOPS,
  {
    title: 'Ask the web',
    tool: 'web-search',
    arguments: () => ({
      query: 'What is new in the Model Context Protocol?',
      web_search: { allowed_domains: ['modelcontextprotocol.io'], max_tool_calls: 3 },
    }),
  },
  {
    title: 'Have a question researched, as a job',
    tool: 'deep-research',
    arguments: () => ({
      query: 'How do MCP hosts keep the cost of their tools down?',
      web_search: { max_tool_calls: 5 },
      reasoning_effort: 'low',
      wait_seconds: 0,
    }),
  },
  { title: 'Wait for its report', tool: 'get-job', arguments: () => ({ wait_seconds: 300 }) },
  {
    title: 'Start another one',
    tool: 'deep-research',
    arguments: () => ({
      query: 'Which lighthouses can be slept in?',
      reasoning_effort: 'low',
      wait_seconds: 0,
    }),
  },
  { title: 'Think better of it', tool: 'cancel-job', arguments: ({ job }) => ({ id: job ?? '' }) },
  {
    title: 'Keep a file at OpenAI',
    tool: 'upload-file',
    arguments: () => ({ file: LINES, filename: 'lines.jsonl', purpose: 'fine-tune' }),
  },
  { title: 'See what it is', tool: 'get-file', arguments: ({ upload }) => ({ file_id: upload ?? '' }) },
  { title: 'Get it back', tool: 'download-file', arguments: ({ upload }) => ({ file_id: upload ?? '' }) },
  { title: 'List the files there', tool: 'list-files', arguments: () => ({ limit: 5 }) },
  { title: 'Delete it', tool: 'delete-file', arguments: ({ upload }) => ({ file_id: upload ?? '' }) },
  { title: 'Begin a vector store', tool: 'create-vector-store', arguments: () => ({ name: 'Lighthouses' }) },
  {
    title: 'Put a document into it',
    tool: 'add-to-vector-store',
    arguments: ({ store }) => ({ vector_store_id: store ?? '', files: [INVOICE] }),
  },
  {
    title: 'Find something in it',
    tool: 'search-vector-store',
    arguments: ({ store }) => ({ vector_store_id: store ?? '', query: 'When is the invoice due?' }),
  },
  {
    title: 'See what is in it',
    tool: 'list-vector-stores',
    arguments: ({ store }) => ({ vector_store_id: store ?? '' }),
  },
  {
    title: 'Delete it',
    tool: 'delete-vector-store',
    arguments: ({ store }) => ({ vector_store_id: store ?? '' }),
  },
  { title: 'List the jobs', tool: 'list-jobs', arguments: () => ({}) },
  ...ASSISTANT_STOPS,
  { title: 'See what all of it used', tool: 'usage-report', arguments: () => ({}) },
  {
    title: "Compare that with OpenAI's own report",
    tool: 'reconcile-costs',
    wantsAdmin: true,
    arguments: () => ({ period: 'today' }),
  },
];
