import type { Migration } from '../migration.js';

// Jobs of before go on with what their owners have now, as they did.
const column = 'ALTER TABLE job ADD COLUMN account TEXT;';

export const jobAccountsMigration: Migration = {
  name: '0015-job-accounts',
  sqlite: column,
  postgres: column,
};
