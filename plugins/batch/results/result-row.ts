import type { BatchResult } from 'openai-mcp-host/plugin';
import { answerText } from './answer-text.js';

/** A result as it is shown. */
export interface ResultRow {
  custom_id: string;
  text?: string;
  error?: string;
}

export function rowOf({ custom_id, response, error }: BatchResult, url: string): ResultRow {
  if (response !== null) return { custom_id, text: answerText(url, response) };
  return { custom_id, error: [error?.code, error?.message].filter(Boolean).join(': ') };
}

/** A row as RFC 4180 has it; what a spreadsheet would take for a formula is led by an apostrophe. */
export const csvRow = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
