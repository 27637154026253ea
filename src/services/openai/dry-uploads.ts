import { randomUUID } from 'node:crypto';
import type { DryRun } from '../../contracts/dry-run.js';
import type { BatchFileTable } from '../../storage/batch-tables.js';
import type { TuningFileTable } from '../../storage/tuning-tables.js';
import { estimateLines } from '../batches/estimate-lines.js';
import type { EstimateServices } from '../estimates/estimate.js';
import { countTraining } from '../tuning/count-training.js';
import { answerHere } from './answer-here.js';
import type { HttpReply } from './http-fetch.js';
import type { OutgoingRequest } from './outgoing-request.js';

/** A file that a dry run would have uploaded, and what is known of it for what would be made of it. */
interface Unsent {
  answer: object;
  file: File;
  lines?: BatchFileTable;
  examples?: TuningFileTable;
}

const PREFIX = 'file-dryrun';
const OF_UNSENT = new RegExp(`^/files/(${PREFIX}[^/]+)$`);
const unsent = new WeakMap<DryRun, Map<string, Unsent>>();

const filesOf = (run: DryRun | undefined): ReadonlyMap<string, Unsent> =>
  (run === undefined ? undefined : unsent.get(run)) ?? new Map();

/** Answers an upload, which is free: what is made of the file is what costs. Undefined for any other request. */
export async function uploadedDry(
  request: OutgoingRequest,
  run: DryRun,
  services: EstimateServices,
): Promise<HttpReply | undefined> {
  const { method, endpoint, body, call } = request;
  const file = body.form?.get('file');
  if (method !== 'POST' || endpoint !== '/files' || !(file instanceof File)) return undefined;
  const id = `${PREFIX}${randomUUID().replaceAll('-', '')}`;
  const purpose = body.get('purpose');
  const about = { id, object: 'file', bytes: file.size, created_at: 0, filename: file.name };
  const row = { file_id: id, at: Date.now() };
  const upload: Unsent = { answer: { ...about, purpose, status: 'processed' }, file };
  if (purpose === 'batch') {
    const { isExact, ...lines } = await estimateLines(file, services);
    upload.lines = { ...row, ...lines, exact: Number(isExact) };
  }
  if (purpose === 'fine-tune') upload.examples = { ...row, ...(await countTraining(file)) };
  unsent.set(run, new Map(filesOf(run)).set(id, upload));
  call?.note(`It would send POST /files (${file.name}, ${file.size} bytes), which is free.`);
  return answerHere(request, upload.answer);
}

/** Answers what is asked of a file that was never sent: even when its run is over, nothing of it leaves. */
export async function askedOfUnsent(
  request: OutgoingRequest,
  run: DryRun | undefined,
): Promise<HttpReply | undefined> {
  const id = OF_UNSENT.exec(request.endpoint)?.[1];
  if (id === undefined) return undefined;
  if (request.method === 'DELETE') return answerHere(request, { id, object: 'file', deleted: true });
  const found = filesOf(run).get(id);
  return found && answerHere(request, found.answer);
}

/** Puts such files into the request that names them, so that its prompt can be counted. */
export async function withUnsentFiles({ body }: OutgoingRequest, run: DryRun): Promise<void> {
  const files = filesOf(run);
  const input = body.get('input');
  if (files.size > 0 && Array.isArray(input)) body.set('input', await filled(input, files));
}

async function filled(value: unknown, files: ReadonlyMap<string, Unsent>): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((each) => filled(each, files)));
  if (typeof value !== 'object' || value === null) return value;
  const { file_id: id, ...part } = value as Record<string, unknown>;
  const file = files.get(String(id))?.file;
  if (file !== undefined && part.type === 'input_file') {
    const base64 = Buffer.from(await file.arrayBuffer()).toString('base64');
    return { ...part, filename: file.name, file_data: `data:${file.type};base64,${base64}` };
  }
  const entries = Object.entries(value).map(async ([key, inner]) => [key, await filled(inner, files)]);
  return Object.fromEntries(await Promise.all(entries));
}

/** What an estimate is made with, where the files of a dry run are known beside those that were uploaded. */
export function withUnsent(services: EstimateServices, run: DryRun): EstimateServices {
  const { models, provider, memory, batches, training } = services;
  const files = filesOf(run);
  return {
    ...{ models, provider, memory },
    batches: { file: async (id) => files.get(id)?.lines ?? batches?.file(id) },
    training: { find: async (id) => files.get(id)?.examples ?? training?.find(id) },
  };
}
