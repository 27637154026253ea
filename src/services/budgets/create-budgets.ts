import { randomUUID } from 'node:crypto';
import type { BudgetSection } from '../../config/sections/budget-section.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { Ledger } from '../../storage/ledger.js';
import type { Storage } from '../../storage/storage.js';
import { AlertBell, type Notify } from './alert-bell.js';
import { Bookings } from './bookings.js';
import { Budgets, LEASE_MS } from './budgets.js';
import { configuredLimits } from './configured-limits.js';
import { LeaseTimer } from './lease-timer.js';
import { LedgerDesk } from './ledger-desk.js';
import { dollars } from './nano-usd.js';
import { WebhookMail } from './webhook-mail.js';

export interface BudgetOptions {
  section: BudgetSection;
  /** @throws when the database can't be used. */
  storage(): Promise<Storage>;
  notify: Notify;
  log: Logger;
  /** ms since 1970. */
  now(): number;
}

export interface OpenBudgets {
  budgets: Budgets;
  /** Opens the ledger ahead of the first request, and says so where it can't be used. */
  prepare(): Promise<void>;
  /** Enters what is still on its way. */
  stop(): Promise<void>;
}

/** The budgets of one process, and what keeps its holds alive and settles those of others that have died. */
export function createBudgets({ section, storage, notify, log, now }: BudgetOptions): OpenBudgets {
  const owner = randomUUID();
  const configured = configuredLimits(section);
  const { webhook } = section;
  const mail = webhook && new WebhookMail({ webhook, storage, log, now });
  const bell = new AlertBell(log, notify, mail);
  const desk = new LedgerDesk({
    open: async () => (await storage()).ledger,
    limits: configured.map(({ limit }) => limit),
    opened: async (ledger) => {
      timer.start();
      await recover(ledger);
    },
  });
  const bookings = new Bookings(desk, log, (alerts) => bell.ring(alerts));
  let told = false;
  const timer = new LeaseTimer(async () => {
    try {
      const { ledger } = await desk.open();
      await ledger.renew(owner, now() + LEASE_MS);
      await desk.refresh();
      await recover(ledger);
      await bookings.retry();
      bell.turn();
      told = false;
    } catch (error) {
      if (told) return;
      told = true;
      log.error("The ledger can't be used for now; holds are not renewed.", { error });
    }
  });

  async function recover(ledger: Ledger): Promise<void> {
    const { released, charged, chargedNanoUsd, alerts } = await ledger.recover(now());
    bell.ring(alerts);
    if (released + charged === 0) return;
    log.warn(
      `Settled what servers that are gone had held: ${released} requests were never sent, ${charged} may have been and are charged in full, ${dollars(chargedNanoUsd)}.`,
    );
  }

  return {
    budgets: new Budgets({ section, configured, desk, bookings, owner, log, now }),
    prepare: async () => {
      await desk.open().catch((error) => {
        log.error(
          "The ledger can't be used, so hard limits can't be kept: requests are refused until it can.",
          { error },
        );
      });
    },
    stop: async () => {
      await timer.stop();
      await bookings.drain();
      await bell.stop();
    },
  };
}
