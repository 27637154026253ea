import { TASKS, type Task } from '../../../contracts/route.js';
import { ToolError } from '../../../plugin-api/tool-error.js';
import { MissingModels, saysMissing } from '../../routing/missing-models.js';
import { routeRequest } from '../../routing/route-request.js';
import type { HttpReply } from '../http-fetch.js';
import { OutgoingRequest } from '../outgoing-request.js';
import { readBody } from '../request-body.js';
import type { MakeStep, StepServices } from '../request-step.js';

/** What a plugin says of how much a request asks of a model; it never leaves the house. */
const TASK = 'openai-mcp-host-task';
const AUTO = 'auto';
/** Models that are asked at most, where one after the other turns out not to be there. */
const MOST_TRIES = 3;
const NOTICE_DAYS = 60;
const DAY_MS = 86_400_000;

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** Chooses the model where `auto` is asked for, puts a model's replacement in the place of a retired one, and says so. */
export const resolveModel: MakeStep = (services) => {
  const missing = new MissingModels();

  async function sendRouted(
    request: OutgoingRequest,
    declared: Task | undefined,
    send: (request: OutgoingRequest) => Promise<HttpReply>,
    tries = MOST_TRIES,
  ): Promise<HttpReply> {
    const again = copyOf(request);
    const model = await choose(request, declared, services, missing);
    const reply = await send(request);
    if (!saysMissing(reply)) return reply;
    missing.add(model);
    return tries > 1 ? sendRouted(again(), declared, send, tries - 1) : reply;
  }

  return {
    name: 'resolve-model',
    send: async (request, next) => {
      const declared = TASKS.find((task) => task === request.headers[TASK]);
      delete request.headers[TASK];
      if (request.model === AUTO)
        return sendRouted(request, declared, (one) => (one === request ? next() : next(one)));
      replaceRetired(request, services);
      return next();
    },
  };
};

async function choose(
  request: OutgoingRequest,
  declared: Task | undefined,
  services: StepServices,
  missing: MissingModels,
): Promise<string> {
  const route = await routeRequest(request, declared, services, missing);
  const { call } = request;
  request.body.set('model', route.model);
  request.route = route;
  call?.routes.push(route);
  if (call?.dryRun !== undefined) call.note(`auto chose ${route.model}. ${route.reason}`);
  return route.model;
}

/** Makes the request once more as it is now, before the steps fit it to a model. */
function copyOf(request: OutgoingRequest): () => OutgoingRequest {
  const headers = { ...request.headers };
  const json = { ...request.body.json };
  return () =>
    new OutgoingRequest({ ...request, headers, body: readBody(JSON.stringify(json), 'application/json') });
}

function replaceRetired(request: OutgoingRequest, { models, retired }: StepServices): void {
  const id = request.model;
  const entry = id === null ? undefined : models.entry(id);
  if (id === null || entry?.shutdown === undefined || retired === 'pass-through') return;

  const replacement = models.replacementOf(entry);
  const fits = replacement !== undefined && models.entry(replacement)?.kind === entry.kind;
  if (models.statusOf(entry) === 'retiring') {
    const days = daysBetween(models.today(), entry.shutdown);
    if (days <= NOTICE_DAYS) {
      const instead = fits ? `; ${replacement} is to replace it` : '';
      request.call?.note(`OpenAI shuts ${id} down on ${entry.shutdown}, in ${days} days${instead}.`);
    }
    return;
  }
  // A new job would train another model than was asked for, and pay for it.
  if (retired === 'reject' || !fits || request.endpoint === '/fine_tuning/jobs') {
    const hint =
      replacement && request.endpoint !== '/fine_tuning/jobs'
        ? `Use ${replacement}.`
        : 'Choose another model; list-models has them.';
    throw new ToolError('MODEL_RETIRED', `OpenAI shut ${id} down on ${entry.shutdown}.`, hint);
  }
  request.body.set('model', replacement);
  const lost = id.startsWith('ft:') ? ', without what it was trained on' : '';
  request.call?.note(
    `OpenAI shut ${id} down on ${entry.shutdown}; ${replacement} answered in its place${lost}.`,
  );
}
