import type { Route, Task } from '../../contracts/route.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import type { StepServices } from '../openai/request-step.js';
import { cheapest } from './cheapest.js';
import type { MissingModels } from './missing-models.js';
import { type Needs, needsOf } from './needs.js';
import { taskOf } from './task-of.js';
import { tiersFor } from './tiers.js';
import { unfitness } from './unfit.js';

const TEXT = /^\/(responses(\/(input_tokens|compact))?|chat\/completions)$/;

/**
 * Chooses the model of a request that asks for `auto`.
 *
 * @throws ToolError `MODEL_AUTO_UNSUPPORTED` where there is no choice to make, `MODEL_AUTO_NONE_FITS` where no model can do it.
 */
export async function routeRequest(
  request: OutgoingRequest,
  declared: Task | undefined,
  services: StepServices,
  missing: MissingModels,
): Promise<Route> {
  const { provider, routing } = services;
  refuseOther(request);
  const judged = taskOf(request, declared, routing);
  const tiers = tiersFor(judged.task, services).map(({ models, isNamed }) => ({
    models: models.filter((id) => request.access?.admitsModel(id) !== false),
    isNamed,
  }));
  if (tiers.length === 0)
    throw new ToolError(
      'MODEL_AUTO_UNSUPPORTED',
      `This server doesn't know which models of ${provider.name} to choose from.`,
      'Name a model, or have whoever runs the server set routing.tiers.',
    );
  const needs = needsOf(request, services);
  const passedOver: string[] = [];
  for (const { models, isNamed } of tiers) {
    const fitting: string[] = [];
    for (const id of models) {
      const why = missing.has(id) ? 'is not there for this key' : await unfitness(id, needs, services);
      if (why === undefined) fitting.push(id);
      else if (isNamed) passedOver.push(`${id} ${why}`);
    }
    const model = await cheapest(fitting, needs.size, services);
    if (model !== undefined) {
      const remarks = [judged.reason, ...told(passedOver), ...(await longPrice(model, needs, services))];
      return { model, ...judged, reason: remarks.join(' ') };
    }
  }
  if (tiers.every(({ models }) => models.length === 0)) throw noneAdmitted();
  throw new ToolError(
    'MODEL_AUTO_NONE_FITS',
    `No model that this server may choose can do what is asked: ${unique(passedOver).join(', ')}.`,
    'Ask for less at once, or name a model.',
  );
}

const noneAdmitted = (): ToolError =>
  new ToolError(
    'MODEL_FORBIDDEN',
    'This client may ask none of the models that "auto" chooses from.',
    'Name a model; list-models has those that may be asked.',
  );

/** Vectors of two models can't be compared, and of other kinds there is one model to recommend at most. */
function refuseOther({ endpoint, body }: OutgoingRequest): void {
  if (TEXT.test(endpoint) && body.json !== undefined) return;
  throw new ToolError(
    'MODEL_AUTO_UNSUPPORTED',
    `The model "auto" is for text; ${endpoint} wants one by name.`,
    "Name a model, or leave it out: the tool's own default is used then.",
  );
}

const unique = (remarks: readonly string[]): string[] => [...new Set(remarks)];

const told = (passedOver: readonly string[]): string[] =>
  passedOver.length === 0 ? [] : [`Passed over: ${unique(passedOver).join(', ')}.`];

async function longPrice(model: string, { size }: Needs, { models }: StepServices): Promise<string[]> {
  const long = models.entry(model)?.longContext;
  if (long === undefined || !(await size.exceeds(long.above))) return [];
  return [
    `Over ${long.above} tokens of input: ${long.input} times the price of input, ${long.output} of output.`,
  ];
}
