import type { HostConfig } from '../config/host-config.js';
import type { WatchCall } from '../contracts/watch-call.js';
import type { Logger } from '../plugin-api/logger.js';
import type { Storage } from '../storage/storage.js';
import type { AuditTrail } from './audit/audit-trail.js';
import type { Auditor } from './audit/auditor.js';
import type { AnswerCache } from './cache/answer-cache.js';

interface KeepingDeps {
  /** Opens the database at its first use. */
  storage: () => Promise<Storage>;
  /** What no record may hold. */
  secrets: readonly string[];
  loggerFor(plugin: string): Logger;
  /** ms since 1970. */
  now: () => number;
}

/** What is kept of calls and answers; each loaded at its first use. */
export interface Keeping {
  cache(): Promise<AnswerCache | undefined>;
  auditor(): Promise<Auditor | undefined>;
  watchCall: WatchCall;
  stop(): Promise<void>;
}

export function createKeeping(
  config: HostConfig,
  { storage, secrets, loggerFor, now }: KeepingDeps,
): Keeping {
  let answers: Promise<AnswerCache> | undefined;
  let audit: Promise<{ trail: AuditTrail; auditor: Auditor }> | undefined;
  let watch: WatchCall | undefined;

  const openCache = async () => {
    const { AnswerCache } = await import('./cache/answer-cache.js');
    const open = async () => {
      const { StoredAnswers } = await import('../storage/cache-answers.js');
      return new StoredAnswers(await storage());
    };
    return new AnswerCache(config.cache, { open, log: loggerFor('cache'), now });
  };
  const openAudit = async () => {
    const [{ AuditTrail }, { Auditor }, { secretMask }] = await Promise.all([
      import('./audit/audit-trail.js'),
      import('./audit/auditor.js'),
      import('./logging/secret-mask.js'),
    ]);
    const open = async () => {
      const { AuditRecords } = await import('../storage/audit-records.js');
      return new AuditRecords(await storage());
    };
    const trail = new AuditTrail(config.audit, { open, log: loggerFor('audit'), now });
    const auditor = new Auditor(trail, secretMask(secrets));
    watch = auditor.watchCall;
    return { trail, auditor };
  };
  const auditor = async () => {
    if (!config.audit.enabled) return undefined;
    audit ??= openAudit();
    return (await audit).auditor;
  };

  return {
    cache: async () => {
      if (!config.cache.enabled) return undefined;
      answers ??= openCache();
      return answers;
    },
    auditor,
    watchCall: (call, input) => {
      if (!config.audit.enabled) return seesNothing;
      if (watch !== undefined) return watch(call, input);
      return auditor().then((opened) => opened?.watchCall(call, input) ?? seesNothing);
    },
    stop: async () => {
      await (await answers)?.stop();
      await (await audit)?.trail.stop();
    },
  };
}

const seesNothing = () => {};
