import type { JsonSchema, TextFormat } from 'openai-mcp-host/plugin';

export const MODES = ['ask', 'text', 'tables', 'facts'] as const;
export type Mode = (typeof MODES)[number];

interface Table {
  title: string | null;
  page: number | null;
  columns: string[];
  rows: string[][];
}

interface Fact {
  name: string;
  value: string;
  page: number | null;
}

/** What a mode asks of a model, and how its answer reads. */
interface ModeOfReading {
  instruction: string;
  format?: TextFormat;
  wordsOf?: (json: never) => string;
}

const TEXT = { type: 'string' };
const OR_NULL = (type: string) => ({ type: [type, 'null'] });
const listOf = (name: string, properties: Record<string, JsonSchema>): TextFormat => {
  const item = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
  const list = { [name]: { type: 'array', items: item } };
  const schema = { type: 'object', properties: list, required: [name], additionalProperties: false };
  return { type: 'json_schema', name, schema, strict: true };
};

/** What is asked where nothing is. */
export const USUAL_QUESTION = 'What is this document, and what does it say? Sum it up.';

export const READING: Record<Mode, ModeOfReading> = {
  ask: {
    instruction:
      'Answer from the document alone. Name the pages that the answer rests on; say so where it is not in there.',
  },
  text: {
    instruction:
      'Write out everything that the document says as Markdown, word for word and in its order of reading: headings, lists, tables as Markdown tables, formulas as LaTeX, handwriting too. For a figure write [Figure: what it shows]. What can not be read is [illegible]. Add, explain and leave out nothing. Give the Markdown alone, without a fence around it.',
  },
  tables: {
    instruction:
      'Give every table in the document, cell by cell and word for word. A cell that spans several is repeated in each; an empty one is "". What is no table is left out; without any, give an empty list.',
    format: listOf('tables', {
      title: OR_NULL('string'),
      page: OR_NULL('integer'),
      columns: { type: 'array', items: TEXT },
      rows: { type: 'array', items: { type: 'array', items: TEXT } },
    }),
    wordsOf: ({ tables }: { tables: Table[] }) => tables.map(markdownOf).join('\n\n') || 'No tables.',
  },
  facts: {
    instruction:
      'Give the key facts of the document: what it is, who, when, how much, what is agreed, found or due. Values word for word, each with its page; what is not in there is left out.',
    format: listOf('facts', { name: TEXT, value: TEXT, page: OR_NULL('integer') }),
    wordsOf: ({ facts }: { facts: Fact[] }) =>
      facts
        .map(({ name, value, page }) => `- ${name}: ${value}${page === null ? '' : ` (page ${page})`}`)
        .join('\n') || 'No facts.',
  },
};

function markdownOf({ title, page, columns, rows }: Table): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, '<br>')).join(' | ')} |`;
  const caption = [title, page === null ? undefined : `page ${page}`].filter((part) => part).join(', ');
  const lines = [row(columns), row(columns.map(() => '---')), ...rows.map(row)];
  return [...(caption === '' ? [] : [`**${caption}**`, '']), ...lines].join('\n');
}
