import type { LoadedConfig } from '../config/load-config.js';
import type { BackgroundEnd, HeldCall } from '../contracts/background-calls.js';
import type { HttpRoute } from '../contracts/http-route.js';
import type { Observer } from '../contracts/observer.js';
import type { BatchLines } from '../plugin-api/batch-lines.js';
import type { Collections } from '../plugin-api/collections.js';
import type { Files } from '../plugin-api/files.js';
import type { Logger } from '../plugin-api/logger.js';
import type { Records } from '../plugin-api/records.js';
import type { Storage } from '../storage/storage.js';
import type { ClientAccounts } from './access/client-accounts.js';
import type { OpenCollections } from './collections/create-collections.js';
import type { JobsService } from './jobs/create-jobs.js';
import { once } from './once.js';
import type { OpenAIServices } from './openai/openai-services.js';
import type { ReplicaChannel } from './replicas/replica-channel.js';
import { isThere, storagePlaceOf } from './storage-place.js';
import type { WebhookListener } from './webhooks/webhook-listener.js';
import { webhookRoutes } from './webhooks/webhook-routes.js';

interface LastingDeps {
  /** Opens the database at its first use. */
  storage: () => Promise<Storage>;
  api: () => Promise<OpenAIServices>;
  files: () => Promise<Files>;
  channel: ReplicaChannel;
  run: (held: HeldCall) => Promise<BackgroundEnd | undefined>;
  accounts: ClientAccounts;
  loggerFor(plugin: string): Logger;
  /** Absent where nobody watches. */
  observer?: Observer | undefined;
  /** ms since 1970. */
  now: () => number;
}

/** What outlives a call: its work, and what it keeps; each loaded at its first use. */
export interface Lasting {
  jobs(): Promise<JobsService>;
  batchLines(): Promise<BatchLines>;
  collections(): Promise<Collections>;
  records(plugin: string): Promise<Records>;
  /** Listens for OpenAI's webhooks, where they are configured. */
  listen(): Promise<void>;
  /** Takes them where an HTTP server answers anyhow. */
  webhookRoutes: readonly HttpRoute[];
  /** Looks after the jobs of a database that is there already. */
  prepareJobs(): Promise<void>;
  /** Nothing new is begun from then on, and webhooks go to others. */
  yield(): Promise<void>;
  /** Once what goes on in the background has been given back. */
  ended(): Promise<void>;
  close(): Promise<void>;
}

export function createLasting(
  loaded: LoadedConfig,
  { storage, api, files, channel, run, accounts, loggerFor, now, observer }: LastingDeps,
): Lasting {
  let openJobs: JobsService | undefined;
  let openCollections: OpenCollections | undefined;
  let webhooks: WebhookListener | undefined;
  let isStopping = false;

  const batchWork = once(async () => {
    const { createBatchWork } = await import('./batches/create-batch-work.js');
    return createBatchWork(await api(), files, loaded);
  });
  const jobs = once(async () => {
    const { createJobs } = await import('./jobs/create-jobs.js');
    openJobs = createJobs({
      ...{ storage, files, channel, accounts, now, run, observer },
      client: async () => (await api()).clientFor('jobs'),
      batchResults: async () => (await batchWork()).results,
      log: loggerFor('jobs'),
    });
    if (isStopping) openJobs.stop();
    return openJobs;
  });
  const collections = once(async () => {
    const { createCollections } = await import('./collections/create-collections.js');
    openCollections = createCollections({ place: storagePlaceOf(loaded), storage, now });
    return openCollections.collections;
  });

  const wake = async (workId: string) => (await jobs()).wake(workId);

  return {
    jobs,
    collections,
    webhookRoutes: webhookRoutes(loaded.config.webhooks, () => ({ wake, log: loggerFor('webhooks') })),
    batchLines: async () => (await batchWork()).lines,
    records: async (plugin) => {
      const { openRecords } = await import('./records/open-records.js');
      return openRecords(plugin, storage, now);
    },
    listen: async () => {
      const { secret, ...section } = loaded.config.webhooks;
      if (secret === undefined || isStopping) return;
      const { WebhookListener } = await import('./webhooks/webhook-listener.js');
      webhooks = new WebhookListener(section, { secret, wake, log: loggerFor('webhooks') });
      await webhooks.listen();
    },
    prepareJobs: async () => {
      if (!(await isThere(storagePlaceOf(loaded)))) return;
      const { begin } = await jobs();
      if (!isStopping) begin();
    },
    yield: async () => {
      isStopping = true;
      openJobs?.stop();
      await webhooks?.close();
    },
    ended: async () => openJobs?.ended(),
    close: async () => openCollections?.close(),
  };
}
