type Json = Record<string, unknown>;
type Shape = (body: Json) => boolean;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const listOf =
  (key: string, each: Shape = () => true): Shape =>
  (body) =>
    Array.isArray(body[key]) && body[key].every((item) => isObject(item) && each(item));

const thing: Shape = ({ id }) => isText(id);
const work: Shape = ({ id, status }) => isText(id) && isText(status);
const things = listOf('data');
const deleted: Shape = (body) => typeof body.deleted === 'boolean';
const response = listOf('output', ({ type }) => isText(type));
const choices = listOf('choices', ({ message }) => isObject(message));
const verdicts = listOf(
  'results',
  ({ categories, category_scores }) => isObject(categories) && isObject(category_scores),
);

const route = (methods: string, ...paths: string[]): RegExp =>
  new RegExp(`^(${methods}) /(${paths.join('|').replaceAll('ID', '[^/]+')})$`);

/** What answers must have at the least: other servers leave out what they like, but nobody can do without these. */
const SHAPES: readonly [RegExp, Shape][] = [
  [route('POST', 'responses', 'responses/ID/cancel'), response],
  [route('GET', 'responses/ID'), response],
  [route('POST', 'chat/completions'), choices],
  [
    route('POST', 'embeddings'),
    listOf('data', ({ embedding }) => embedding !== undefined && embedding !== null),
  ],
  [route('POST', 'images/ID'), things],
  [route('POST', 'moderations'), verdicts],
  [route('POST', 'audio/(transcriptions|translations)'), ({ text }) => typeof text === 'string'],
  [route('GET', 'models'), listOf('data', thing)],
  [route('GET', 'files', 'batches', 'vector_stores', 'fine_tuning/jobs'), listOf('data', thing)],
  [route('GET', 'vector_stores/ID/files', 'vector_stores/ID/file_batches/ID/files'), listOf('data', thing)],
  [route('GET', 'fine_tuning/jobs/ID/(events|checkpoints)', 'responses/ID/input_items'), things],
  [route('GET|POST', 'conversations/ID/items'), things],
  [route('POST', 'vector_stores/ID/search'), things],
  [route('POST', 'files', 'uploads', 'uploads/ID/(parts|complete|cancel)'), thing],
  [route('GET', 'files/ID', 'models/ID'), thing],
  [route('GET|POST', 'conversations/ID', 'vector_stores/ID'), thing],
  [route('POST', 'conversations', 'vector_stores'), thing],
  [route('POST', 'batches', 'fine_tuning/jobs', 'vector_stores/ID/(files|file_batches)'), work],
  [route('GET', 'batches/ID', 'fine_tuning/jobs/ID', 'vector_stores/ID/(files|file_batches)/ID'), work],
  [route('POST', 'batches/ID/cancel', 'fine_tuning/jobs/ID/(cancel|pause|resume)'), work],
  [route('POST', 'vector_stores/ID/files/ID', 'vector_stores/ID/file_batches/ID/cancel'), work],
  [route('DELETE', '(files|vector_stores|conversations|models)/ID', 'vector_stores/ID/files/ID'), deleted],
];

/** What the answer to a request must have; undefined where anything goes. */
export const answerShape = (method: string, endpoint: string): Shape | undefined =>
  SHAPES.find(([requests]) => requests.test(`${method} ${endpoint}`))?.[1];
