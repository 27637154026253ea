import { type ComponentChild, h } from 'preact';

export interface Column<Row> {
  title: string;
  cell(row: Row): ComponentChild;
  /** Aligned at its end, in figures of one width. */
  isNumber?: true;
  /** Never broken into lines. */
  isShort?: true;
  /** Left out where there is little room. */
  isExtra?: true;
}

interface TableProps<Row> {
  /** Says what the table is of. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
  /** Said in place of a table without rows. */
  empty: string;
}

const classOf = ({ isNumber, isShort, isExtra }: Column<never>): string =>
  [isNumber && 'number', isShort && 'short', isExtra && 'extra'].filter(Boolean).join(' ');

/** Rows under titled columns; the first column names the row. */
export function table<Row>({ caption, columns, rows, keyOf, empty }: TableProps<Row>): ComponentChild {
  if (rows.length === 0) return h('div', { class: 'empty' }, [h('h3', null, caption), h('p', null, empty)]);
  const titles = columns.map((column) =>
    h('th', { scope: 'col', class: classOf(column), key: column.title }, column.title),
  );
  const lines = rows.map((row) =>
    h(
      'tr',
      { key: keyOf(row) },
      columns.map((column, index) =>
        index === 0
          ? h('th', { scope: 'row', class: classOf(column), key: column.title }, column.cell(row))
          : h('td', { class: classOf(column), key: column.title }, column.cell(row)),
      ),
    ),
  );
  return h('table', null, [
    h('caption', null, caption),
    h('thead', null, h('tr', null, titles)),
    h('tbody', null, lines),
  ]);
}
