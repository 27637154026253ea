import type { TourStop } from './tour-stop.js';

const dataUrl = (type: string, text: string): string =>
  `data:${type};base64,${Buffer.from(text).toString('base64')}`;

const LINES = dataUrl('application/jsonl', '{"messages":[]}\n');
const NOTE = dataUrl('text/markdown', '# Invoice 2026-17\n\nTwo lamps, 84.00 EUR, due on 1 December 2026.');

/** Files and vector stores at OpenAI, from their beginning to their end. */
export const FILE_STOPS: readonly TourStop[] = [
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
    arguments: ({ store }) => ({ vector_store_id: store ?? '', files: [NOTE] }),
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
];
