import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from './combinations.ts';
import { type Call, NONE } from './given.ts';

/** Of one model and length each, for good. */
const FORMS = [
  { collection: 'more' },
  { collection: 'small', model: 'text-embedding-3-small', dimensions: 256 },
  { collection: 'large', model: 'text-embedding-3-large' },
  { collection: 'old', model: 'text-embedding-ada-002' },
];

const manyParagraphs = (word: string): string =>
  Array.from({ length: 300 }, (_, at) => `${word} ${at}: ${'the light turns and turns. '.repeat(70)}`).join(
    '\n\n',
  );

/** The semantic index: of its tools, what is embedded goes out. */
export async function indexArguments(folder: string, call: Call): Promise<Record<string, Choices>> {
  const file = join(folder, 'lighthouse.md');
  writeFileSync(
    file,
    '# Lighthouse\n\nThe light turns once in ten seconds.\n\n## Keeper\n\nHe sleeps by day.\n',
  );
  const collection = ['notes'];
  await call('index-documents', { collection: 'notes', documents: [file], metadata: { topic: 'sea' } });
  const unwanted = ['gone', 'gone-too'];
  for (const each of unwanted)
    await call('index-documents', { collection: each, documents: [{ text: each }] });
  const filter = [NONE, { topic: 'sea' }, { topic: { in: ['sea', 'law'] }, year: { gte: 2025 } }];
  return {
    'index-documents': {
      'collection, model, dimensions': FORMS,
      documents: [
        [{ text: 'One.' }],
        [file],
        [{ text: 'Two.', id: 'two', title: 'Two', metadata: { year: 2026 } }, '*.md'],
        ['data:text/html,<h1>Tides</h1><p>High tide is at noon.</p>'],
        // More than go into one request, each once.
        [{ text: manyParagraphs('Long') }],
        ...Array.from({ length: 12 }, (_, at) => [{ text: `Light ${at} turns.` }, { text: `Rock ${at}.` }]),
      ],
      metadata: [NONE, { topic: 'sea', open: true }],
      prune: [NONE, true],
      dry_run: [NONE, true],
    },
    'semantic-search': {
      collection,
      query: ['How often does the light turn?'],
      limit: [NONE, 1],
      filter,
      mode: [NONE, 'hybrid', 'vector', 'text'],
    },
    'similar-to': { collection, id: [NONE, file], text: ['A light', NONE], limit: [NONE, 1], filter },
    'list-collections': {},
    'delete-collection': { collection: unwanted, confirm: [true, NONE] },
  };
}
