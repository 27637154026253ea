import type { Migration } from '../migration.js';

/** How far the delivery of each alert to the webhook is. */
export const alertsMigration: Migration = {
  name: '0002-alerts',
  sqlite: `
CREATE TABLE alert_delivery (
  alert_id INTEGER PRIMARY KEY,
  attempts INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL
);
`,
  postgres: `
CREATE TABLE alert_delivery (
  alert_id integer PRIMARY KEY,
  attempts integer NOT NULL,
  due_at double precision NOT NULL,
  state text NOT NULL
);
`,
};
