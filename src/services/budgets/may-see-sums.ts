import { whoseSpending } from '../costs/whose-spending.js';
import type { ConfiguredLimit } from './configured-limits.js';

/** Whether whoever asks now may see what is spent of a limit: the spending of others is nobody's but operators'. */
export function maySeeSums({ limit: { scope, match, window } }: Pick<ConfiguredLimit, 'limit'>): boolean {
  const client = whoseSpending();
  return client === undefined || window === 'call' || (scope === 'client' && match === client);
}
