import { batchEnd, hasEnded, workIn } from '../../batches/batch-end.js';
import { estimateLines } from '../../batches/estimate-lines.js';
import { outlives } from '../../estimates/outlives.js';
import { tuningEnd } from '../../tuning/tuning-end.js';
import { enterWork } from '../enter-work.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep, StepServices } from '../request-step.js';

/**
 * Follows batches, fine-tuning jobs and responses in the background: what their files may cost, which are running, and what they cost
 * once they are seen to have ended.
 */
export const batches: MakeStep = (services) => ({
  name: 'batches',
  ended: async (request) => {
    const { method, endpoint, status } = request;
    if (status === 0 || status >= 400) return;
    if (method === 'POST' && endpoint === '/files') await fileUploaded(request, services);
    if (request.workAnswer === undefined) return;
    if (outlives(request) && request.usage === null) await started(request, services);
    await seen(request, services);
  },
});

async function fileUploaded({ body, responseId }: OutgoingRequest, services: StepServices): Promise<void> {
  const file = body.form?.get('file');
  const purpose = body.get('purpose');
  if (responseId === null || !(file instanceof Blob)) return;
  if (purpose === 'fine-tune') await services.training.remember(responseId, file);
  if (purpose !== 'batch') return;
  await services.batches.rememberFile(responseId, await estimateLines(file, services));
}

async function started(request: OutgoingRequest, services: StepServices): Promise<void> {
  const { plugin, call, responseId, body, keptHold, workAnswer } = request;
  if (responseId === null) return;
  const model = workAnswer?.model;
  const subject = {
    client: call?.client.name ?? null,
    plugin,
    tool: call?.tool ?? null,
    model: typeof model === 'string' ? model : null,
    call: call?.id ?? null,
  };
  const file = request.endpoint === '/batches' ? String(body.get('input_file_id') ?? '') : undefined;
  await services.batches.start(responseId, subject, file, keptHold);
}

async function seen(request: OutgoingRequest, services: StepServices): Promise<void> {
  const ended = new Map(
    workIn(request.workAnswer!)
      .filter(hasEnded)
      .map((batch) => [String(batch.id), batch]),
  );
  for (const row of await services.batches.running([...ended.keys()])) {
    const work = ended.get(row.batch_id)!;
    const isTraining = work.object === 'fine_tuning.job';
    const end = isTraining ? tuningEnd(work, services) : await batchEnd(work, services);
    const booked = await services.batches.settle(row, end);
    if (booked !== undefined) enterWork(request, row, { ...end, ...booked }, services);
  }
}
