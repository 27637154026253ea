import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from './combinations.ts';
import { type Call, NONE } from './given.ts';

/** The semantic index: of its tools, what is embedded goes out. */
export async function indexArguments(folder: string, call: Call): Promise<Record<string, Choices>> {
  const file = join(folder, 'lighthouse.md');
  writeFileSync(
    file,
    '# Lighthouse\n\nThe light turns once in ten seconds.\n\n## Keeper\n\nHe sleeps by day.\n',
  );
  const collection = ['notes'];
  await call('index-documents', { collection: 'notes', documents: [file], metadata: { topic: 'sea' } });
  const filter = [NONE, { topic: 'sea' }, { topic: { in: ['sea', 'law'] }, year: { gte: 2025 } }];
  return {
    'index-documents': {
      collection: ['more', 'small'],
      documents: [
        [{ text: 'One.' }],
        [file],
        [{ text: 'Two.', id: 'two', title: 'Two', metadata: { year: 2026 } }, '*.md'],
      ],
      metadata: [NONE, { topic: 'sea', open: true }],
      model: [NONE, 'text-embedding-3-small', 'text-embedding-3-large'],
      dimensions: [NONE, 256],
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
    'delete-collection': { collection: ['gone', 'small'] },
  };
}
