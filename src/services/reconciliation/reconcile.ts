import type OpenAI from 'openai';
import type {
  CostReconciliation,
  ReconciledDay,
  ReconciledLine,
  ReportScope,
} from '../../plugin-api/cost-reconciliation.js';
import type { CostPeriod } from '../../plugin-api/cost-tracker.js';
import type { Storage } from '../../storage/storage.js';
import { Calendar, type Span } from '../reports/calendar.js';
import { usageSums } from '../reports/usage-sums.js';
import { ComparedSum } from './compared-sum.js';
import { LineNames } from './line-names.js';
import { notesOn } from './notes-on.js';
import { type ReportedCost, reportedCosts } from './reported-costs.js';

const DAY_MS = 86_400_000;
/** How long the report is taken to be open after the end of a day. */
const SETTLING_MS = DAY_MS;

export interface ReconcileDeps {
  organization: OpenAI['admin']['organization'];
  storage: Storage;
  familyOf(id: string): string | undefined;
  /** ms since 1970. */
  now(): number;
}

/** Puts the record beside the report: whole days, in UTC, as the report has them. */
export async function reconcile(
  query: CostPeriod & ReportScope,
  { organization, storage, familyOf, now }: ReconcileDeps,
): Promise<CostReconciliation> {
  const calendar = new Calendar('UTC', now);
  const { projectIds, apiKeyIds, ...period } = query;
  const span = wholeDays(calendar.spanOf(period));
  const reported: ReportedCost[] = [];
  // First: without it there is nothing to compare with.
  for await (const page of reportedCosts(organization, span, { ...query })) reported.push(...page);

  const names = new LineNames(familyOf);
  const sums = new ComparedSums(calendar);
  for await (const page of usageSums(storage, span, ['day', 'model']))
    for (const each of page)
      for (const sum of sums.of(each.at, names.ofModel(each.names.model ?? 'no model'))) sum.record(each);
  const recorded = new Set([...sums.lines].map(([name]) => name));
  const projects = new Map<string, ComparedSum>();
  for (const { at, lineItem = 'other', project, amount } of reported) {
    for (const sum of sums.of(at, names.ofLineItem(lineItem, recorded))) sum.report(amount, lineItem);
    const id = project ?? 'no project';
    projects.set(id, projects.get(id) ?? new ComparedSum());
    projects.get(id)!.report(amount);
  }

  const dayOf = (day: string, sum: ComparedSum): ReconciledDay => ({
    day,
    ...sum.sum,
    mayGrow: Date.parse(day) + DAY_MS + SETTLING_MS > now(),
  });
  const found = {
    since: calendar.slotOf(span.since, 'day'),
    until: calendar.slotOf(span.until - 1, 'day'),
    total: sums.total.sum,
    days: [...sums.days].map(([day, sum]) => dayOf(day, sum)).sort((a, b) => (a.day < b.day ? -1 : 1)),
    lines: [...sums.lines]
      .map(([name, sum]) => lineOf(name, sum))
      .filter(matters)
      .sort(byDifference),
    cells: sums
      .cells()
      .map(({ day, name, sum }) => ({ day, ...lineOf(name, sum) }))
      .filter(matters),
    projects: [...projects]
      .map(([id, { sum }]) => ({ id, reportedUsd: sum.reportedUsd }))
      .sort((a, b) => b.reportedUsd - a.reportedUsd),
  };
  const isWhole = !projectIds?.length && !apiKeyIds?.length;
  return { ...found, notes: notesOn(found, isWhole) };
}

const wholeDays = ({ since, until }: Span): Span => ({
  since: Math.floor(since / DAY_MS) * DAY_MS,
  until: Math.ceil(until / DAY_MS) * DAY_MS,
});

function lineOf(name: string, sum: ComparedSum): ReconciledLine {
  const where = sum.isReported ? (sum.isRecorded ? 'both' : 'report') : 'record';
  return { name, lineItems: [...sum.lineItems].sort(), in: where, ...sum.sum };
}

/** What is free is on record, and in no report. */
const matters = ({ in: where, recordedUsd, unpricedRequests }: ReconciledLine): boolean =>
  where !== 'record' || recordedUsd !== 0 || unpricedRequests > 0;

const byDifference = (a: ReconciledLine, b: ReconciledLine): number =>
  Math.abs(b.differenceUsd) - Math.abs(a.differenceUsd) || (a.name < b.name ? -1 : 1);

/** The same amounts added up by day, by line, by both, and in all. */
class ComparedSums {
  readonly total = new ComparedSum();
  readonly days = new Map<string, ComparedSum>();
  readonly lines = new Map<string, ComparedSum>();
  private readonly byBoth = new Map<string, { day: string; name: string; sum: ComparedSum }>();

  constructor(private readonly calendar: Calendar) {}

  of(at: number, name: string): ComparedSum[] {
    const day = this.calendar.slotOf(at, 'day');
    const id = `${day} ${name}`;
    const cell = this.byBoth.get(id) ?? { day, name, sum: new ComparedSum() };
    this.byBoth.set(id, cell);
    return [this.total, kept(this.days, day), kept(this.lines, name), cell.sum];
  }

  cells() {
    return [...this.byBoth].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
  }
}

function kept(sums: Map<string, ComparedSum>, name: string): ComparedSum {
  const sum = sums.get(name) ?? new ComparedSum();
  sums.set(name, sum);
  return sum;
}
