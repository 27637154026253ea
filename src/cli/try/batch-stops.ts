import type { TourStop } from './tour-stop.js';

/** A batch, one of whose requests fails. */
export const BATCH_STOPS: readonly TourStop[] = [
  {
    title: 'Ask many things at half price',
    tool: 'create-batch',
    arguments: () => ({
      requests: [
        'Name a lighthouse in Norway.',
        'Name one in Portugal.',
        { custom_id: 'too short', body: { max_output_tokens: 1 } },
      ],
      defaults: { input: 'Name one in Chile.', model: 'gpt-6-luna', max_output_tokens: 200 },
    }),
  },
  { title: 'See which batches there are', tool: 'list-batches', arguments: () => ({}) },
  {
    title: 'Wait for their end',
    tool: 'get-batch',
    sandboxOnly: true,
    arguments: ({ batch }) => ({ id: batch ?? '', wait_seconds: 60 }),
  },
  {
    title: 'Read the answers',
    tool: 'get-batch-results',
    sandboxOnly: true,
    arguments: ({ batch }) => ({ id: batch ?? '' }),
  },
  {
    title: 'Send what failed once more',
    tool: 'retry-batch',
    sandboxOnly: true,
    arguments: ({ batch }) => ({ id: batch ?? '' }),
  },
  {
    title: 'Stop a batch',
    tool: 'cancel-batch',
    arguments: ({ batch }) => ({ id: batch ?? '' }),
  },
];
