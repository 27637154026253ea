import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import { createServices, type Services } from '../../services/create-services.js';
import type { CatalogueChange, ListedModel } from '../../services/models/catalogue-changes.js';
import { print, printJson, remark } from '../print.js';
import { readConfig } from '../read-config.js';
import { table } from '../table.js';

export interface RefreshFlags {
  config?: string;
  dataDir?: string;
  prices?: string;
  dryRun?: boolean;
  json?: boolean;
}

/** Brings the catalogue up to date: shows what changes, and writes it to the data folder. */
export async function modelsRefresh(flags: RefreshFlags): Promise<number> {
  const loaded = await readConfig(flags);
  const services = createServices({ ...loaded, config: { ...loaded.config, logLevel: 'error' } });
  try {
    const { refreshedCatalogue, catalogueFiles } = await import('../../services/models/catalogue-places.js');
    const { createModels } = await import('../../services/models/model-catalogue.js');
    const { catalogueChanges } = await import('../../services/models/catalogue-changes.js');
    const catalogue = createModels(catalogueFiles(loaded));
    const today = catalogue.today();
    const prices = flags.prices === undefined ? undefined : await pricesAt(flags.prices, services, today);
    const listed = await listedModels(loaded.apiKey !== undefined || prices === undefined, services);
    const { overlay, changes } = catalogueChanges(catalogue, {
      ...(listed && { listed }),
      ...(prices && { prices, source: flags.prices! }),
    });

    const file = refreshedCatalogue(loaded);
    const written = flags.dryRun !== true;
    if (written) {
      const { saveRefreshed } = await import('../../services/models/save-refreshed.js');
      await saveRefreshed(file, overlay, today, prices !== undefined);
    }
    if (flags.json) printJson({ file, written, changes });
    else tell(file, written, changes);
    return 0;
  } finally {
    await services.stop();
  }
}

async function pricesAt(url: string, services: Services, today: string) {
  const { getJson } = await import('../../services/models/get-json.js');
  const { readPriceDocument } = await import('../../services/models/price-document.js');
  return readPriceDocument(await getJson(url, services.loggerFor('models')), url, today);
}

async function listedModels(wanted: boolean, services: Services): Promise<ListedModel[] | undefined> {
  if (!wanted) {
    remark('Without an API key only prices are refreshed, not which models there are.');
    return undefined;
  }
  const client = (await services.source('OpenAIClient', 'models')) as OpenAIClient;
  try {
    const { data } = await client.models.list();
    return data;
  } catch (error) {
    const { fault } = await import('../../contracts/fault.js');
    const known = services.translators
      .map((translate) => translate(error))
      .find((each) => each !== undefined);
    throw known === undefined ? error : fault(known.code, known.message, known.hint);
  }
}

const shown = (value: CatalogueChange['from']): string => (value === null ? '–' : String(value));

function tell(file: string, written: boolean, changes: CatalogueChange[]): void {
  const rows = changes.map(({ model, field, from, to }) => [model, field, shown(from), '→', shown(to)]);
  if (rows.length === 0) print('The catalogue is up to date.');
  else print(table(rows).join('\n'));
  print(written ? `\nWritten to ${file}.` : '\nNothing was written (--dry-run).');
}
