import type { Files } from '../../plugin-api/files.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import { JobStore } from '../../storage/job-store.js';
import type { Storage } from '../../storage/storage.js';
import type { JoinedResults } from '../batches/joined-results.js';
import { BatchKind } from './batch-kind.js';
import { DurableJobs } from './durable-jobs.js';
import { ResponseKind } from './response-kind.js';

export interface JobsDeps {
  storage: () => Promise<Storage>;
  /** Asks about work at OpenAI. */
  client: () => Promise<OpenAIClient>;
  files: () => Promise<Files>;
  /** Puts the results of batches together. */
  batchResults: () => Promise<JoinedResults>;
  log: Logger;
  now: () => number;
}

/** The jobs of this server, with every kind that there is. */
export const createJobs = ({ storage, client, batchResults, ...parts }: JobsDeps): DurableJobs =>
  new DurableJobs({
    ...parts,
    store: async () => new JobStore(await storage()),
    // Every kind of work that there is: one that has no entry here can't be asked about.
    kinds: {
      response: new ResponseKind(client),
      batch: new BatchKind(client, batchResults, parts.log),
    },
  });
