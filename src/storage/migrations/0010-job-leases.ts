import type { Migration } from '../migration.js';

// Jobs of before were all started by clients on this machine, whose jobs are one person's.
const changes = (time: string, whole: string) => `
ALTER TABLE job ADD COLUMN owner TEXT NOT NULL DEFAULT 'local';
ALTER TABLE job ADD COLUMN parent TEXT;
ALTER TABLE job ADD COLUMN doing TEXT;
ALTER TABLE job ADD COLUMN looks ${whole} NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN looked_at ${time};
ALTER TABLE job ADD COLUMN next_look_at ${time} NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN lease_owner TEXT;
ALTER TABLE job ADD COLUMN lease_until ${time};
ALTER TABLE job ADD COLUMN cancel ${whole} NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN state TEXT;
DROP INDEX job_client;
CREATE INDEX job_owner ON job (owner, at);
CREATE INDEX job_due ON job (next_look_at) WHERE ended_at IS NULL;
CREATE INDEX job_work ON job (work_id);
CREATE INDEX job_parent ON job (parent) WHERE parent IS NOT NULL;
`;

export const jobLeasesMigration: Migration = {
  name: '0010-job-leases',
  sqlite: changes('INTEGER', 'INTEGER'),
  postgres: changes('double precision', 'integer'),
};
