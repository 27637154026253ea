import { AuditSection } from '../../../src/config/sections/audit-section.js';
import { AuditTrail } from '../../../src/services/audit/audit-trail.js';
import { Auditor } from '../../../src/services/audit/auditor.js';
import { secretMask } from '../../../src/services/logging/secret-mask.js';
import { AuditRecords } from '../../../src/storage/audit-records.js';
import type { AuditStore } from '../../../src/storage/audit-store.js';
import { openStorage, type StoragePlace } from '../../../src/storage/open-storage.js';
