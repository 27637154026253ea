import { stringify } from 'csv-stringify/sync';
import type { CostReconciliation, ReconciledSum } from '../../plugin-api/cost-reconciliation.js';
import type { CostPeriod, CostTracker } from '../../plugin-api/cost-tracker.js';
import { createServices } from '../../services/create-services.js';
import { Calendar } from '../../services/reports/calendar.js';
import { sandboxed } from '../open-host.js';
import { paint } from '../paint.js';
import { print, printJson, remark } from '../print.js';
import { readConfig } from '../read-config.js';
import { table } from '../table.js';
import { UsageError } from '../usage-error.js';
import { exactFigure } from './usage-csv.js';
import { periodOf, type UsageFlags } from './usage-flags.js';

/** Prints the record beside OpenAI's own report of costs. */
export async function reconcile(flags: UsageFlags): Promise<number> {
  const unfit = flags.by === undefined ? (flags.chart === undefined ? undefined : '--chart') : '--by';
  if (unfit !== undefined)
    throw new UsageError(
      `${unfit} does not go with --reconcile.`,
      'It tells by day and model; leave it out.',
    );
  const found = await compare(flags, periodOf(flags, new Calendar('UTC').now.toISODate()!));
  if (flags.json) printJson(found);
  else if (flags.csv) print(csvOf(found));
  else printTables(found);
  return 0;
}

async function compare(flags: UsageFlags, period: CostPeriod): Promise<CostReconciliation> {
  const { projects } = flags;
  const configured = await readConfig(flags);
  configured.config.logLevel = 'error';
  const sandbox = flags.sandbox
    ? await (await import('../../sandbox/start-sandbox.js')).startSandbox()
    : undefined;
  const services = createServices(sandbox ? sandboxed(configured) : configured, sandbox?.baseURL);
  try {
    const costs = (await services.source('CostTracker', 'usage')) as CostTracker;
    const projectIds = projects?.split(',').map((id) => id.trim());
    return await costs.reconcile({ ...period, ...(projectIds && { projectIds }) });
  } catch (error) {
    const known = services.translators
      .map((translate) => translate(error))
      .find((each) => each !== undefined);
    if (known?.code === 'PERIOD_INVALID') throw new UsageError(known.message, known.hint);
    throw known ?? error;
  } finally {
    await services.stop();
    await sandbox?.stop();
    if (sandbox) remark('Of the embedded stand-in, which reports what it has answered since its start.');
  }
}

function printTables({ since, until, total, days, lines, notes }: CostReconciliation): void {
  print(`${since} to ${until} (whole days, UTC): OpenAI's report, and the record of all servers here`);
  const titled = (title: string, rows: (readonly [string, ReconciledSum])[]) => {
    const cells = [...rows, ['Total', total] as const].map(([name, sum]) => [name, ...figures(sum)]);
    const [heading, ...rest] = table(
      [[title, 'REPORTED', 'RECORDED', 'DIFFERENCE'], ...cells],
      [1, 2, 3],
      [0],
    );
    print(`\n${[paint('bold', heading!), ...rest.slice(0, -1), paint('bold', rest.at(-1)!)].join('\n')}`);
  };
  titled(
    'DAY',
    days.map((day) => [day.day, day]),
  );
  titled(
    'MODEL OR LINE ITEM',
    lines.map((line) => [line.name, line]),
  );
  for (const note of notes) remark(note);
}

const figures = ({ reportedUsd, recordedUsd, differenceUsd }: ReconciledSum): string[] => [
  reportedUsd.toFixed(6),
  recordedUsd.toFixed(6),
  `${differenceUsd > 0 ? '+' : ''}${differenceUsd.toFixed(6)}`,
];

const COLUMNS = {
  day: 'day',
  name: 'name',
  lineItems: 'line_items',
  in: 'in',
  reportedUsd: 'reported_usd',
  recordedUsd: 'recorded_usd',
  differenceUsd: 'difference_usd',
  requests: 'requests',
  heldUsd: 'held_usd',
  unpricedRequests: 'unpriced_requests',
};

/** A name that begins a formula would be run by a spreadsheet; a difference below 0 is none. */
const inert = (name: string): string => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name);

const csvOf = ({ cells }: CostReconciliation): string =>
  stringify(
    cells.map((cell) => ({ ...cell, name: inert(cell.name), lineItems: inert(cell.lineItems.join('; ')) })),
    {
      header: true,
      columns: Object.entries(COLUMNS).map(([key, header]) => ({ key, header })),
      cast: { number: exactFigure },
    },
  ).trimEnd();
