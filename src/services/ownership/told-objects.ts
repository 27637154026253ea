import type { OwnedTable } from '../../storage/owned-tables.js';

type Json = Record<string, unknown>;
type Told = Pick<OwnedTable, 'id' | 'kind'>;

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/**
 * What an answer about a thing says that belongs to it: results of batches and of fine-tuning, tuned models, containers. Only where the
 * provider itself says so: what is repeated of a request, as metadata is, could name anything.
 */
export function* toldObjects(thing: unknown): Generator<Told> {
  if (!isJson(thing)) return;
  if (Array.isArray(thing.data)) for (const each of thing.data) yield* toldObjects(each);
  const { object } = thing;
  if (object === 'batch') yield* named('files', [thing.output_file_id, thing.error_file_id]);
  if (object === 'upload' && isJson(thing.file)) yield* named('files', [thing.file.id]);
  if (object === 'fine_tuning.job') {
    yield* named('files', Array.isArray(thing.result_files) ? thing.result_files : []);
    yield* named('models', [thing.fine_tuned_model]);
  }
  if (object === 'fine_tuning.job.checkpoint') yield* named('models', [thing.fine_tuned_model_checkpoint]);
  if (object === 'response' && Array.isArray(thing.output))
    yield* named('containers', thing.output.map(containerOf));
}

function* named(kind: string, ids: readonly unknown[]): Generator<Told> {
  for (const id of ids) if (typeof id === 'string' && id !== '') yield { id, kind };
}

const containerOf = (item: unknown): unknown =>
  isJson(item) && item.type === 'code_interpreter_call' ? item.container_id : undefined;
