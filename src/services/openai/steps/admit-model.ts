import { GATE } from '../../../contracts/call-gate.js';
import { ToolError } from '../../../plugin-api/tool-error.js';
import { collect } from '../collect.js';
import type { HttpReply } from '../http-fetch.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep } from '../request-step.js';

/** Billed, but without a model of their own: their lines have one, and were fitted, or they go by what is there. */
const WITHOUT_MODEL = /^\/(batches|vector_stores\/[^/]+\/search|containers(\/.*)?)$/;

/** Refuses what asks a model that its client may not ask, and keeps such models out of lists. */
export const admitModel: MakeStep = () => ({
  name: 'admit-model',
  send: async (request, next) => {
    const { access, plugin } = request;
    // The gate's model is the choice of whoever runs the server.
    if (access === undefined || !access.hasModelList || plugin === GATE) return next();
    for (const model of modelsIn(request)) if (!access.admitsModel(model)) throw forbidden(model);
    if (request.isBilled && request.model === null && !WITHOUT_MODEL.test(request.endpoint))
      throw new ToolError(
        'MODEL_FORBIDDEN',
        `${request.endpoint} names no model, and this client may ask only some.`,
        'Name a model; list-models has those that may be asked.',
      );
    const reply = await next();
    if (request.method !== 'GET' || request.endpoint !== '/models' || reply.status !== 200) return reply;
    return listOf(reply, (id) => access.admitsModel(id));
  },
});

const forbidden = (model: string): ToolError =>
  new ToolError(
    'MODEL_FORBIDDEN',
    `This client may not ask ${model.slice(0, 100)}.`,
    'Use another model; list-models has those that may be asked. Whoever runs the server decides on them.',
  );

/** Its own, and those of the hosted tools that it brings. */
function modelsIn({ model, body, method, endpoint }: OutgoingRequest): string[] {
  const named = /^\/models\/([^/]+)$/.exec(endpoint)?.[1];
  const tools: unknown = body.json?.tools;
  const hosted = (Array.isArray(tools) ? tools : []).map(
    (tool) => (tool as { model?: unknown } | null)?.model,
  );
  const all = [
    model,
    method === 'DELETE' || named === undefined ? undefined : decodeURIComponent(named),
    ...hosted,
  ];
  return all.filter((each) => typeof each === 'string');
}

async function listOf(reply: HttpReply, admits: (id: string) => boolean): Promise<HttpReply> {
  const body = await collect(reply.body);
  const list = JSON.parse(body.toString()) as { data?: { id?: unknown }[] };
  const data = (list.data ?? []).filter(({ id }) => typeof id === 'string' && admits(id));
  const { 'content-length': _, ...headers } = reply.headers;
  return { ...reply, headers, body: Buffer.from(JSON.stringify({ ...list, data })) };
}
