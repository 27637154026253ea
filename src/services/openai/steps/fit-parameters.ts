import { MODEL_FITTINGS } from '../model-fittings.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep } from '../request-step.js';

/** A chat stream reports its usage only when it is asked to. */
function askForUsage({ endpoint, body }: OutgoingRequest): void {
  if (endpoint !== '/chat/completions' || body.get('stream') !== true) return;
  const options = body.get('stream_options');
  body.set('stream_options', { ...(typeof options === 'object' ? options : {}), include_usage: true });
}

/** Leaves out what the model would refuse. A model that the catalogue doesn't know gets everything as it is. */
export const fitParameters: MakeStep = ({ models }) => ({
  name: 'fit-parameters',
  send: async (request, next) => {
    askForUsage(request);
    const id = request.model;
    const abilities = new Set(id === null || request.method !== 'POST' ? [] : models.entry(id)?.capabilities);
    for (const { when, fit } of MODEL_FITTINGS) {
      const remark = when(abilities) ? fit(request, id ?? '') : undefined;
      if (remark !== undefined) request.call?.note(remark);
    }
    return next();
  },
});
