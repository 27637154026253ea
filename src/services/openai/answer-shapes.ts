type Json = Record<string, unknown>;
type Shape = (body: Json) => boolean;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const listOf =
  (key: string, each: Shape = () => true): Shape =>
  (body) =>
    Array.isArray(body[key]) && body[key].every((item) => isObject(item) && each(item));

const isCount = (value: unknown): value is number => typeof value === 'number';
const thing: Shape = ({ id }) => isText(id);
const work: Shape = ({ id, status }) => isText(id) && isText(status);
const file: Shape = ({ id, filename, bytes, created_at }) =>
  isText(id) && isText(filename) && isCount(bytes) && isCount(created_at);
const store: Shape = (body) => work(body) && isCount(body.created_at) && isObject(body.file_counts);
const storeBatch: Shape = (body) => work(body) && isObject(body.file_counts);
const found: Shape = ({ file_id, score, content }) =>
  isText(file_id) && isCount(score) && Array.isArray(content);
const event: Shape = ({ created_at, message }) => isCount(created_at) && isText(message);
const checkpoint: Shape = (body) => thing(body) && isCount(body.step_number);
const things = listOf('data');
const deleted: Shape = (body) => typeof body.deleted === 'boolean';
const response = listOf('output', ({ type }) => isText(type));
const choices = listOf('choices', ({ message }) => isObject(message));
const verdicts = listOf('results', ({ flagged }) => typeof flagged === 'boolean');

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
  [route('POST', 'files'), thing],
  [route('GET', 'files/ID'), file],
  [route('GET', 'files'), listOf('data', file)],
  [route('POST', 'uploads', 'uploads/ID/(complete|cancel)'), work],
  [route('POST', 'uploads/ID/parts'), thing],
  [route('GET|POST', 'vector_stores/ID'), store],
  [route('POST', 'vector_stores'), store],
  [route('GET', 'vector_stores'), listOf('data', store)],
  [route('POST', 'vector_stores/ID/search'), listOf('data', found)],
  [route('POST', 'vector_stores/ID/files(/ID)?'), work],
  [route('GET', 'vector_stores/ID/files/ID'), work],
  [route('GET', 'vector_stores/ID/files', 'vector_stores/ID/file_batches/ID/files'), listOf('data', work)],
  [route('POST', 'vector_stores/ID/file_batches', 'vector_stores/ID/file_batches/ID/cancel'), storeBatch],
  [route('GET', 'vector_stores/ID/file_batches/ID'), storeBatch],
  [route('POST', 'batches', 'batches/ID/cancel'), work],
  [route('GET', 'batches/ID', 'fine_tuning/jobs/ID'), work],
  [route('POST', 'fine_tuning/jobs', 'fine_tuning/jobs/ID/(cancel|pause|resume)'), work],
  [route('GET', 'batches', 'fine_tuning/jobs'), listOf('data', work)],
  [route('GET', 'responses/ID/input_items'), things],
  [route('GET', 'fine_tuning/jobs/ID/events'), listOf('data', event)],
  [route('GET', 'fine_tuning/jobs/ID/checkpoints'), listOf('data', checkpoint)],
  [route('GET|POST', 'conversations/ID/items'), things],
  [route('POST', 'conversations'), thing],
  [route('GET|POST', 'conversations/ID'), thing],
  [route('GET', 'models/ID'), thing],
  [route('DELETE', '(files|vector_stores|conversations|models)/ID', 'vector_stores/ID/files/ID'), deleted],
];

/** What the answer to a request must have; undefined where anything goes. */
export const answerShape = (method: string, endpoint: string): Shape | undefined =>
  SHAPES.find(([requests]) => requests.test(`${method} ${endpoint}`))?.[1];
