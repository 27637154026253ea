import { randomUUID } from 'node:crypto';
import type { BackgroundCalls, BackgroundEnd, HeldCall } from '../../contracts/background-calls.js';
import type { Observer } from '../../contracts/observer.js';
import type { Files } from '../../plugin-api/files.js';
import type { Jobs } from '../../plugin-api/jobs.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import { BatchStore } from '../../storage/batch-store.js';
import { JobLeases } from '../../storage/job-leases.js';
import { JobStore } from '../../storage/job-store.js';
import type { JobTable } from '../../storage/job-tables.js';
import type { Storage } from '../../storage/storage.js';
import type { ClientAccounts } from '../access/client-accounts.js';
import type { JoinedResults } from '../batches/joined-results.js';
import type { ReplicaChannel } from '../replicas/replica-channel.js';
import { BatchKind } from './batch-kind.js';
import { CallJobs } from './call-jobs.js';
import { DurableJobs } from './durable-jobs.js';
import { FileBatchKind } from './file-batch-kind.js';
import { FineTuningKind } from './fine-tuning-kind.js';
import { JobBell } from './job-bell.js';
import type { JobKind } from './job-kind.js';
import { JobPoller } from './job-poller.js';
import { JobResults } from './job-results.js';
import { ResponseKind } from './response-kind.js';
import { WorkLooks } from './work-looks.js';

export interface JobsDeps {
  storage: () => Promise<Storage>;
  /** Asks about work at OpenAI. */
  client: () => Promise<OpenAIClient>;
  files: () => Promise<Files>;
  /** Puts the results of batches together. */
  batchResults: () => Promise<JoinedResults>;
  accounts: ClientAccounts;
  /** To the other servers on this database. */
  channel: ReplicaChannel;
  log: Logger;
  now: () => number;
  /** Runs a call on behalf of its job; undefined where its tool is not served here. */
  run: (held: HeldCall) => Promise<BackgroundEnd | undefined>;
  /** Absent where nobody watches. */
  observer?: Observer | undefined;
}

/** The jobs of this server, and what looks after them. */
export interface JobsService {
  jobs: Jobs;
  /** Calls in the background of this server. */
  calls: BackgroundCalls;
  /** Looks now at the work that the provider says has ended. False: it is not known. */
  wake(workId: string): Promise<boolean>;
  /** Looks after the jobs that are there already. */
  begin(): void;
  /** Takes no more jobs. */
  stop(): void;
  /** Settles when nothing goes on any more, and every lease is given back. */
  ended(): Promise<void>;
}

/** With every kind of job that there is. */
export function createJobs(deps: JobsDeps): JobsService {
  const { storage, client, files, batchResults, accounts, channel, log, now, run, observer } = deps;
  const holder = randomUUID();
  const store = async () => new JobStore(await storage());
  let isInUse = false;
  const leases = async () => {
    const opened = await storage();
    isInUse = true;
    return new JobLeases(opened, holder);
  };
  // Every kind of work that there is: one that has no entry here can't be asked about.
  const kinds: Record<string, JobKind> = {
    'file-batch': new FileBatchKind(client),
    response: new ResponseKind(client),
    'fine-tuning': new FineTuningKind(client),
    batch: new BatchKind(
      client,
      batchResults,
      async ({ id, created_at }) => new BatchStore((await storage()).db).bookedFor(id, created_at * 1000),
      log,
    ),
  };
  const ending = new AbortController();
  const { signal: until } = ending;
  const bell = new JobBell(channel, until);
  const results = new JobResults({ store, files, log, now });
  const looks = new WorkLooks({ store, leases, kinds, results, bell, observer, now });
  const askingAbout = Object.keys(kinds).map((kind) => [
    kind,
    (row: JobTable) => looks.ask(row, (asked) => asked.look(row.work_id)),
  ]);
  const calls = new CallJobs({
    store,
    leases,
    run,
    bell,
    channel,
    observer,
    until,
    poller: () => poller,
    log,
    now,
  });
  observer?.reads('jobs.running', () => [{ value: calls.running }]);
  const takers = { ...Object.fromEntries(askingAbout), call: (row: JobTable) => calls.take(row) };
  const poller: JobPoller = new JobPoller({ leases, takers, log });
  return {
    jobs: new DurableJobs({ store, looks, calls, results, bell, poller, accounts, log, now }),
    calls,
    async wake(workId) {
      const isKnown = await (await leases()).wake(workId);
      if (isKnown) poller.expect(0);
      return isKnown;
    },
    begin: () => poller.expect(0),
    stop: () => poller.stop(),
    async ended() {
      await Promise.all([poller.ended(), calls.ended()]);
      // An error, made here by default, would hold on to all that is on the stack.
      ending.abort('over');
      if (!isInUse) return;
      const given = (await leases()).giveBack();
      await given.catch((error: unknown) => log.warn('Jobs were not given back.', { error: String(error) }));
    },
  };
}
