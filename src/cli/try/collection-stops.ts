import type { TourStop } from './tour-stop.js';

/** What can be done with texts of one's own. */
export const COLLECTION_STOPS: readonly TourStop[] = [
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
  { title: 'Delete it', tool: 'delete-collection', arguments: () => ({ collection: 'tour', confirm: true }) },
];
