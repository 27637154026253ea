import { writeFile } from 'node:fs/promises';
import type { CostKey, CostPeriod } from '../../plugin-api/cost-tracker.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { CostReports } from '../../services/reports/cost-reports.js';
import { print, printJson, remark } from '../print.js';
import { readConfig } from '../read-config.js';
import { chartKind, keysOf, periodOf, type UsageFlags } from '../usage/usage-flags.js';
import { budgetTable, forecastLine, historyTable, remarksOn } from '../usage/usage-tables.js';
import { UsageError } from '../usage-error.js';

/** Says what was spent, from the record that all servers on the database keep. */
export async function usage(flags: UsageFlags): Promise<number> {
  if (flags.reconcile) return (await import('../usage/reconcile.js')).reconcile(flags);
  const by = keysOf(flags);
  const kind = chartKind(flags);
  const loaded = await readConfig(flags);
  const [{ openStorage }, { storagePlaceOf }, { openReports }] = await Promise.all([
    import('../../storage/open-storage.js'),
    import('../../services/storage-place.js'),
    import('../../services/reports/open-reports.js'),
  ]);
  const storage = await openStorage(storagePlaceOf(loaded));
  try {
    const { budget } = loaded.config;
    const reports = openReports(storage, budget);
    const period = periodOf(flags, reports.today);
    // First, so that what is printed is whole or not there.
    const drawn = kind === undefined ? 0 : await writeChart(reports, period, flags.chart!, kind);
    if (flags.json) await printAsJson(reports, period, by ?? ['model']);
    else if (flags.csv) await printAsCsv(reports, period, by ?? ['day', 'model']);
    else await printTables(reports, period, by);
    if (flags.sandbox) remark('Of the embedded stand-in: nothing of it was spent.');
    return drawn;
  } catch (error) {
    if (ToolError.is(error) && error.code === 'PERIOD_INVALID')
      throw new UsageError(error.message, error.hint);
    throw error;
  } finally {
    await storage.close();
  }
}

async function printAsJson(reports: CostReports, period: CostPeriod, by: CostKey[]): Promise<void> {
  const history = await reports.history({ ...period, by });
  printJson({ ...history, budgets: await reports.budgets(), forecast: (await reports.forecast()) ?? null });
}

async function printAsCsv(reports: CostReports, period: CostPeriod, by: CostKey[]): Promise<void> {
  const { usageCsv } = await import('../usage/usage-csv.js');
  print(usageCsv(await reports.history({ ...period, by }), by));
}

async function printTables(
  reports: CostReports,
  period: CostPeriod,
  by: CostKey[] | undefined,
): Promise<void> {
  const { since, until, total, ...history } = await reports.history(period);
  print(
    `${since.slice(0, 16).replace('T', ' ')} to ${until.slice(0, 16).replace('T', ' ')}, all servers on this database`,
  );
  if (total.requests === 0) print('\nNothing was spent in this time.');
  const tables: CostKey[][] = by === undefined ? [['model'], ['tool'], ['client']] : [by];
  for (const keys of total.requests === 0 ? [] : tables)
    print(`\n${historyTable(await reports.history({ ...period, by: keys }), keys)}`);
  const budgets = await reports.budgets();
  if (budgets.length > 0) print(`\n${budgetTable(budgets)}`);
  const forecast = await reports.forecast();
  if (forecast !== undefined) print(`\n${forecastLine(forecast)}`);
  for (const line of remarksOn({ since, until, total, ...history })) remark(line);
}

async function writeChart(
  reports: CostReports,
  period: CostPeriod,
  file: string,
  kind: 'svg' | 'png',
): Promise<number> {
  const { svg, png, remark: missing } = await reports.chart(period);
  const content = kind === 'svg' ? svg : png;
  if (content === undefined) {
    remark(missing ?? 'No PNG could be made.');
    return 1;
  }
  try {
    await writeFile(file, content);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ToolError(
      'FILE_NOT_SAVED',
      `The chart can't be written to ${file}: ${code === 'ENOENT' ? 'there is no such folder' : message}.`,
      'Name a file in a folder that can be written to.',
    );
  }
  remark(`Chart: ${file}`);
  return 0;
}
