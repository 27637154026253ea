import { batchEnd, batchesIn, hasEnded } from '../../batches/batch-end.js';
import { estimateLines } from '../../batches/estimate-lines.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep, StepServices } from '../request-step.js';

/** Follows batches: what their files may cost, which are running, and what they cost once they are seen to have ended. */
export const batches: MakeStep = (services) => ({
  name: 'batches',
  ended: async (request) => {
    const { method, endpoint, status } = request;
    if (status === 0 || status >= 400) return;
    if (method === 'POST' && endpoint === '/files') await fileUploaded(request, services);
    if (!endpoint.startsWith('/batches') || request.batchAnswer === undefined) return;
    if (method === 'POST' && endpoint === '/batches') await batchStarted(request, services);
    await batchesSeen(request.batchAnswer, services);
  },
});

async function fileUploaded({ body, responseId }: OutgoingRequest, services: StepServices): Promise<void> {
  const file = body.form?.get('file');
  if (responseId === null || body.get('purpose') !== 'batch' || !(file instanceof Blob)) return;
  await services.batches.rememberFile(responseId, await estimateLines(file, services));
}

async function batchStarted(request: OutgoingRequest, services: StepServices): Promise<void> {
  const { plugin, call, responseId, body, keptHold, batchAnswer } = request;
  if (responseId === null) return;
  const model = batchAnswer?.model;
  const subject = {
    client: call?.client.name ?? null,
    plugin,
    tool: call?.tool ?? null,
    model: typeof model === 'string' ? model : null,
    call: call?.id ?? null,
  };
  await services.batches.start(responseId, subject, String(body.get('input_file_id') ?? ''), keptHold);
}

async function batchesSeen(answer: Record<string, unknown>, services: StepServices): Promise<void> {
  const ended = new Map(
    batchesIn(answer)
      .filter(hasEnded)
      .map((batch) => [String(batch.id), batch]),
  );
  for (const row of await services.batches.running([...ended.keys()])) {
    await services.batches.settle(row, await batchEnd(ended.get(row.batch_id)!, services));
  }
}
