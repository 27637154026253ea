import type { LedgerSubject } from '../../../storage/ledger.js';
import { batchEnd, hasEnded, workIn } from '../../batches/batch-end.js';
import { markOf } from '../../batches/batch-mark.js';
import { estimateLines } from '../../batches/estimate-lines.js';
import { outlives } from '../../estimates/outlives.js';
import { tuningEnd } from '../../tuning/tuning-end.js';
import { downloadFor } from '../download.js';
import { enterWork } from '../enter-work.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep, StepServices } from '../request-step.js';
import { mayHaveBegun } from '../retry-wait.js';

/**
 * Follows batches, fine-tuning jobs and responses in the background: what their files may cost, which are running, and what they cost
 * once they are seen to have ended.
 */
export const batches: MakeStep = (services) => ({
  name: 'batches',
  send: (request, next) => {
    const mark = askedMark(request);
    const file = batchFile(request);
    if (mark !== undefined) {
      request.isFoundAgain = true;
      request.keepsHold = (hold) => services.batches.expect(mark, subjectOf(request), file, hold);
    }
    return next();
  },
  ended: async (request) => {
    const { method, endpoint, status } = request;
    const mark = askedMark(request);
    if (mark !== undefined && status >= 400 && !mayHaveBegun(status))
      await services.batches.forgetExpected(mark);
    if (status === 0 || status >= 400) return;
    if (method === 'POST' && endpoint === '/files') await fileUploaded(request, services);
    if (request.workAnswer === undefined) return;
    if (outlives(request) && request.usage === null) await started(request, services);
    await seen(request, services);
  },
});

const MARKED = new Set(['/batches', '/fine_tuning/jobs']);

/** The mark of a batch, or of a fine-tuning job, that a request starts. */
const askedMark = ({ method, endpoint, body }: OutgoingRequest): string | undefined =>
  method === 'POST' && MARKED.has(endpoint) ? markOf(body.json ?? {}) : undefined;

/** The lines of a batch; other work has none. */
const batchFile = ({ endpoint, body }: OutgoingRequest): string | undefined =>
  endpoint === '/batches' ? String(body.get('input_file_id') ?? '') : undefined;

async function fileUploaded({ body, responseId }: OutgoingRequest, services: StepServices): Promise<void> {
  const file = body.form?.get('file');
  const purpose = body.get('purpose');
  if (responseId === null || !(file instanceof Blob)) return;
  if (purpose === 'fine-tune') await services.training.remember(responseId, file);
  if (purpose !== 'batch') return;
  await services.batches.rememberFile(responseId, await estimateLines(file, services));
}

async function started(request: OutgoingRequest, services: StepServices): Promise<void> {
  const { responseId, keptHold } = request;
  if (responseId === null) return;
  await services.batches.start(responseId, subjectOf(request), batchFile(request), keptHold);
  const mark = askedMark(request);
  if (mark !== undefined) await services.batches.forgetExpected(mark);
}

function subjectOf({ plugin, call, workAnswer }: OutgoingRequest): LedgerSubject {
  const model = workAnswer?.model;
  return {
    client: call?.client.name ?? null,
    plugin,
    tool: call?.tool ?? null,
    model: typeof model === 'string' ? model : null,
    call: call?.id ?? null,
  };
}

async function seen(request: OutgoingRequest, services: StepServices): Promise<void> {
  const work = workIn(request.workAnswer!);
  const marked = work.filter(({ object }) => object !== 'response').flatMap(markedId);
  await services.batches.adopt(new Map(marked));
  const ended = new Map(work.filter(hasEnded).map((batch) => [String(batch.id), batch]));
  for (const row of await services.batches.running([...ended.keys()])) {
    const rules = { isSumEnough: row.exact === 1, read: downloadFor(request, services) };
    try {
      const work = ended.get(row.batch_id)!;
      const isTraining = work.object === 'fine_tuning.job';
      const end = isTraining ? tuningEnd(work, services) : await batchEnd(work, rules, services);
      const booked = await services.batches.settle(row, end);
      if (booked !== undefined) enterWork(request, row, { ...end, ...booked }, services);
    } catch (error) {
      // It stays held, until somebody can read what it used.
      services.log.warn('The answers of a batch could not be read', {
        batch: row.batch_id,
        error: String(error),
      });
    }
  }
}

function markedId(batch: Record<string, unknown>): [mark: string, id: string][] {
  const mark = markOf(batch);
  return mark === undefined ? [] : [[mark, String(batch.id)]];
}
