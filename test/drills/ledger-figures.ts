import { loadConfig } from '../../src/config/load-config.js';
import { createServices } from '../../src/services/create-services.js';
import { openStorage } from '../../src/storage/open-storage.js';
import type { SharedMoney } from './drill-servers.js';

/** What the ledger says of the one window that a drill has, nano-USD. */
export async function figuresOf({
  dataFolder,
  url,
}: SharedMoney): Promise<{ spent: bigint; reserved: bigint }> {
  const file = `${dataFolder}/openai-mcp-host.sqlite`;
  const storage = await openStorage(url === undefined ? { file, synchronous: 'normal' } : { url });
  try {
    const [window, ...others] = await storage.db
      .selectFrom('ledger_window')
      .select(['spent', 'reserved'])
      .execute();
    if (window === undefined || others.length > 0) throw new Error('A drill has one window.');
    return { spent: BigInt(window.spent), reserved: BigInt(window.reserved) };
  } finally {
    await storage.close();
  }
}

/** Another server looks at the ledger, long after the leases of all others have run out. */
export async function recoverLater({ dataFolder, url }: SharedMoney): Promise<void> {
  const loaded = await loadConfig({
    document: { logLevel: 'silent' },
    env: { OPENAI_MCP_DATA_DIR: dataFolder, ...(url && { OPENAI_MCP_DATABASE_URL: url }) },
    cwd: dataFolder,
  });
  const services = createServices(loaded, undefined, { now: () => Date.now() + 3_600_000 });
  await services.prepareBudgets();
  await services.stop();
}

/** A figure for whoever reads the run's output. */
export const report = (figure: string): void => void process.stdout.write(`      ${figure}\n`);
