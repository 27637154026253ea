import type { ReadFile } from '../batches/batch-end.js';
import { OutgoingRequest } from './outgoing-request.js';
import { readBody } from './request-body.js';
import type { StepServices } from './request-step.js';

const OF_A_BODY = ['content-length', 'content-type', 'idempotency-key'];

/** Reads files at OpenAI on behalf of a request, for the house itself. */
export function downloadFor(
  { plugin, call, headers: given, signal }: OutgoingRequest,
  services: StepServices,
): ReadFile {
  return async (id) => {
    const endpoint = `/files/${encodeURIComponent(id)}/content`;
    const headers = { ...given };
    for (const name of OF_A_BODY) delete headers[name];
    const { status, body } = await services.ask(
      new OutgoingRequest({
        ...{ plugin, call, signal, endpoint, headers, isOfTheHouse: true },
        method: 'GET',
        url: new URL(services.provider.baseURL.replace(/\/$/, '') + endpoint),
        body: readBody(undefined, undefined),
      }),
    );
    if (status === 404) return undefined;
    if (status >= 400) throw new Error(`Status ${status}`);
    return Buffer.isBuffer(body) ? once(body) : body;
  };
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
