import type { ClientEntry } from '../../config/sections/client-entry.js';

/** What a client, or one scope of its token, is given. */
export type Grant = Pick<ClientEntry, 'tools' | 'readOnly' | 'offers' | 'models' | 'operator'>;
