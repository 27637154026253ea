import { readPage } from './code-blocks.js';

/** A tool as tools.md has it. */
export interface ToolSection {
  name: string;
  text: string;
  rows: ParameterRow[];
  /** The arguments of each example. */
  examples: string[];
}

export interface ParameterRow {
  /** Such as `expand.left`, `messages[].content`; several where one row speaks of them all. */
  paths: string[];
  isRequired: boolean;
  text: string;
  /** The tool whose rows say more. */
  asIn: string | undefined;
}

const PAGE = readPage('tools.md');
const EXAMPLE = /^\$ openai-mcp-host call (\S+) '([^']*)'$/;

/** By name. */
export function toolSections(): Map<string, ToolSection> {
  const [, ...parts] = PAGE.split(/^### /m);
  return new Map(parts.map((part) => sectionOf(part.split(/^## /m)[0]!)).map((one) => [one.name, one]));
}

/** The names in the first column of a table, with the rest of their rows, by the heading above it. */
export function rowsUnder(heading: string): Map<string, string> {
  const [, part = ''] = PAGE.split(`## ${heading}\n`);
  const rows = [...part.split(/^## /m)[0]!.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)];
  return new Map(rows.map(([, name = '', rest = '']) => [name, rest]));
}

function sectionOf(text: string): ToolSection {
  const name = text.split('\n', 1)[0]!;
  const lines = text.split('\n').filter((line) => line.startsWith('$ '));
  return {
    name,
    text,
    rows: text
      .split('\n')
      .filter((line) => /^\| [*`]/.test(line))
      .map(rowOf),
    examples: lines.map((line) => {
      const [, tool, json] = EXAMPLE.exec(line) ?? [];
      if (tool !== name || json === undefined) throw new Error(`Under ${name} stands: ${line}`);
      return json;
    }),
  };
}

function rowOf(line: string): ParameterRow {
  const [, names = '', ...rest] = line.split('|');
  const text = rest.join(' ');
  return {
    paths: [...names.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
    isRequired: names.includes('**'),
    text,
    asIn: /As in \[([\w-]+)\]/.exec(text)?.[1],
  };
}
