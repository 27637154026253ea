/**
 * What a POST does at OpenAI, and whether it may be sent again where nobody knows what became of it:
 * - `asks`: free, and nothing is changed;
 * - `sets`: free, and twice is the same as once;
 * - `leaves`: free, and each one that arrives leaves something behind that costs nothing as long as nobody uses it;
 * - `creates`: free, and each one that arrives leaves something behind that counts, in money or in what is told to a model;
 * - `starts`: billed, for work that goes on when it has been answered;
 * - `bills`: billed, and done with its answer.
 */
export type EndpointEffect = 'asks' | 'sets' | 'leaves' | 'creates' | 'starts' | 'bills';

const ID = '[^/]+';
const paths = (...each: string[]): RegExp => new RegExp(`^/(${each.join('|').replaceAll('ID', ID)})$`);

const POSTS: readonly [effect: EndpointEffect, endpoints: RegExp][] = [
  ['asks', paths('moderations', 'responses/input_tokens', 'fine_tuning/alpha/graders/validate')],
  [
    'sets',
    paths(
      '(responses|batches|uploads|fine_tuning/jobs|vector_stores/ID/file_batches)/ID/cancel',
      'fine_tuning/jobs/ID/(pause|resume)',
      // A part that came twice is in the file once: whoever completes the upload names the parts.
      'uploads/ID/(parts|complete)',
      '(chat/completions|conversations|vector_stores)/ID',
      // In a vector store a file has its own id, so it can't be there twice.
      'vector_stores/ID/files(/ID)?',
    ),
  ],
  ['leaves', paths('files|uploads|conversations')],
  [
    'creates',
    paths(
      'vector_stores',
      'conversations/ID/items',
      'vector_stores/ID/file_batches',
      'fine_tuning/checkpoints/.+/permissions',
    ),
  ],
  ['starts', paths('batches', 'fine_tuning/jobs')],
];

/** What nobody has listed here is taken for billed. */
export const effectOfPost = (endpoint: string): EndpointEffect =>
  POSTS.find(([, endpoints]) => endpoints.test(endpoint))?.[0] ?? 'bills';
