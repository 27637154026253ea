import { ToolError } from '../../../plugin-api/tool-error.js';
import type { MakeStep } from '../request-step.js';

const NOTICE_DAYS = 60;
const DAY_MS = 86_400_000;

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** Puts a model's replacement in the place of a retired one, and says so. */
export const resolveModel: MakeStep = ({ models, retired }) => ({
  name: 'resolve-model',
  send: async (request, next) => {
    const id = request.model;
    const entry = id === null ? undefined : models.entry(id);
    if (id === null || entry?.shutdown === undefined || retired === 'pass-through') return next();

    const replacement = models.replacementOf(entry);
    if (models.statusOf(entry) === 'retiring') {
      const days = daysBetween(models.today(), entry.shutdown);
      if (days <= NOTICE_DAYS) {
        const instead = replacement ? `; ${replacement} is to replace it` : '';
        request.call?.note(`OpenAI shuts ${id} down on ${entry.shutdown}, in ${days} days${instead}.`);
      }
      return next();
    }
    const fits = replacement !== undefined && models.entry(replacement)?.kind === entry.kind;
    if (retired === 'reject' || !fits) {
      const hint = replacement ? `Use ${replacement}.` : 'Choose another model; list-models has them.';
      throw new ToolError('MODEL_RETIRED', `OpenAI shut ${id} down on ${entry.shutdown}.`, hint);
    }
    request.body.set('model', replacement);
    request.call?.note(`OpenAI shut ${id} down on ${entry.shutdown}; ${replacement} answered in its place.`);
    return next();
  },
});
