import type { LoadedConfig } from '../../config/load-config.js';
import type { BatchLines } from '../../plugin-api/batch-lines.js';
import type { Files } from '../../plugin-api/files.js';
import { filePlacesOf } from '../files/file-places.js';
import { TemporaryFiles } from '../files/temporary-files.js';
import type { OpenAIServices } from '../openai/openai-services.js';
import { HostBatchLines } from './host-batch-lines.js';
import { JoinedResults } from './joined-results.js';

/** What becomes of the lines of batches before they leave, and once their answers are there. */
export async function createBatchWork(
  api: OpenAIServices,
  files: () => Promise<Files>,
  loaded: LoadedConfig,
): Promise<{ lines: BatchLines; results: JoinedResults }> {
  const temporary = new TemporaryFiles(filePlacesOf(loaded).temporary);
  const results = new JoinedResults({ client: () => api.clientFor('batch'), files, temporary });
  return { lines: new HostBatchLines(await api.lines(), results), results };
}
