import type {
  BudgetState,
  CostForecast,
  CostHistory,
  CostKey,
  CostPeriod,
  CostReport,
} from '../plugin-api/cost-tracker.js';
import type { ToolCallResult } from './host-messages.js';
import type { TimeKey } from './time-slots.js';

/** What `usage-report` has found. Without a history, the database could not be read. */
export interface Spending {
  session: CostReport;
  history?: CostHistory;
  budgets?: readonly BudgetState[];
  forecast?: CostForecast;
}

/** What a call asks for. */
export type Asked = CostPeriod & { by?: readonly CostKey[] };

/** How the page tells spending apart, whatever was asked for. */
export const SPLIT: readonly CostKey[] = ['client', 'tool', 'model'];

const KEYS: readonly CostKey[] = ['day', 'hour', ...SPLIT, 'plugin'];

export const isTime = (key: CostKey): key is TimeKey => key === 'day' || key === 'hour';

/** By what the lines of a history are told apart. */
export const keysOf = ({ lines: [first] }: CostHistory): CostKey[] =>
  first === undefined ? [] : KEYS.filter((key) => key in first);

/**
 * undefined where the client passes on the words alone.
 *
 * @throws Error in the tool's words, where it has failed.
 */
export function spendingIn(result: ToolCallResult): Spending | undefined {
  if (result.isError === true) throw new Error(wordsIn(result) ?? 'The tool has failed.');
  const given = result.structuredContent as Partial<Spending> | undefined;
  return given?.session === undefined ? undefined : (given as Spending);
}

export const wordsIn = ({ content = [] }: ToolCallResult): string | undefined =>
  content.find(({ type }) => type === 'text')?.text;

const NOTES = 'openai-mcp-host/notes';

/** What the tool had to remark. */
export const notesIn = ({ _meta }: ToolCallResult): string[] => {
  const notes = _meta?.[NOTES];
  return Array.isArray(notes) ? notes.map(String) : [];
};
