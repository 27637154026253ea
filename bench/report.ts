import { goalMet, type Row, type Section } from './section.ts';

const HEADINGS: Record<string, string> = {
  plainSdk: 'plain SDK',
  direct: 'openai directly',
  each: 'per plugin',
  sqlite: 'SQLite',
  sqliteFull: 'SQLite, full',
  postgres: 'PostgreSQL',
};

export function report(sections: Section[]): string {
  const verdicts = sections.flatMap((section) => section.rows.map((row) => goalMet(section, row)));
  const met = verdicts.filter((verdict) => verdict === true).length;
  const missed = verdicts.filter((verdict) => verdict === false).length;
  return [...sections.map(table), `Goals: ${met} of ${met + missed} met.`].join('\n\n');
}

function table(section: Section): string {
  const heading = ['', ...section.columns.map((column) => HEADINGS[column] ?? column), 'goal'];
  const lines = [heading, ...section.rows.map((row) => cells(section, row))];
  const widths = heading.map((_, place) => Math.max(...lines.map((line) => line[place]!.length)));
  const text = lines.map((line) =>
    `  ${line.map((cell, place) => pad(cell, widths, place)).join('   ')}`.trimEnd(),
  );
  return [section.title, ...text].join('\n');
}

function cells(section: Section, row: Row): string[] {
  const values = section.columns.map((column) => number(row.values[column]));
  return [row.figure, ...values, goalText(section, row)];
}

function goalText(section: Section, row: Row): string {
  if (row.goal === undefined) return '';
  const limit = row.goal.atMost === undefined ? `≥ ${row.goal.atLeast}` : `≤ ${row.goal.atMost}`;
  const met = goalMet(section, row);
  return met === null ? `${limit} ?` : `${limit} ${met ? '✓' : '✗'}`;
}

const pad = (cell: string, widths: number[], place: number) =>
  place === 0 || place === widths.length - 1 ? cell.padEnd(widths[place]!) : cell.padStart(widths[place]!);

function number(value: number | null | undefined): string {
  if (value === undefined) return '';
  if (value === null) return '–';
  const digits =
    Number.isInteger(value) || Math.abs(value) >= 1000
      ? 0
      : Math.abs(value) >= 20
        ? 1
        : Math.abs(value) >= 1
          ? 2
          : 3;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
