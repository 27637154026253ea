import type {
  BudgetState,
  CostForecast,
  CostHistory,
  CostKey,
  CostPeriod,
  CostReport,
} from '../plugin-api/cost-tracker.js';
import type { ToolCallResult } from './host-messages.js';

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

export const isTime = (key: CostKey): boolean => key === 'day' || key === 'hour';

/** By what the lines of a history are told apart. */
export const keysOf = ({ lines: [first] }: CostHistory): CostKey[] =>
  first === undefined ? [] : KEYS.filter((key) => key in first);

/** @throws Error in the tool's words, where it has failed. */
export function spendingIn({ structuredContent, content = [], isError }: ToolCallResult): Spending {
  const text = content.find(({ type }) => type === 'text')?.text;
  if (isError === true) throw new Error(text ?? 'The tool has failed.');
  const given = structuredContent as Partial<Spending> | undefined;
  if (given?.session === undefined) throw new Error(text ?? 'The client passes no figures on.');
  return given as Spending;
}

const NOTES = 'openai-mcp-host/notes';

/** What the tool had to remark. */
export const notesIn = ({ _meta }: ToolCallResult): string[] => {
  const notes = _meta?.[NOTES];
  return Array.isArray(notes) ? notes.map(String) : [];
};
