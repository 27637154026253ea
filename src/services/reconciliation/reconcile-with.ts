import type { CostReconciliation, ReportScope } from '../../plugin-api/cost-reconciliation.js';
import type { CostPeriod } from '../../plugin-api/cost-tracker.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { Storage } from '../../storage/storage.js';
import type { ModelCatalogue } from '../models/model-catalogue.js';
import { apiErrorOf, causesOf } from '../openai/api-error.js';
import type { OpenAIServices } from '../openai/openai-services.js';
import { reconcile } from './reconcile.js';

interface Services {
  api(): Promise<OpenAIServices>;
  models(): Promise<ModelCatalogue>;
  storage(): Promise<Storage>;
  now(): number;
}

/**
 * Puts the record beside the report, on behalf of a plugin.
 *
 * @throws ToolError `ADMIN_KEY_MISSING`, `ADMIN_KEY_REFUSED`, `COSTS_NOT_REPORTED`, `PERIOD_INVALID`
 */
export async function reconcileWith(
  query: CostPeriod & ReportScope,
  plugin: string,
  { api, models, storage, now }: Services,
): Promise<CostReconciliation> {
  const organization = await (await api()).organizationFor(plugin);
  const catalogue = await models();
  const familyOf = (id: string) => catalogue.nameOf(id);
  try {
    return await reconcile(query, { organization, storage: await storage(), familyOf, now });
  } catch (error) {
    for (const cause of causesOf(error)) {
      const { status } = apiErrorOf(cause) ?? {};
      if (status === 401 || status === 403) throw refused(status, error);
    }
    throw error;
  }
}

const refused = (status: 401 | 403, cause: unknown): ToolError =>
  new ToolError(
    'ADMIN_KEY_REFUSED',
    status === 401
      ? 'OpenAI does not accept the admin key.'
      : 'The admin key may not read the report of costs.',
    'Set OPENAI_ADMIN_KEY to a valid admin key of the organisation, one that may read usage, and restart the server.',
    { cause },
  );
