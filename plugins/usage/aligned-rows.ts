/** Rows of cells as lines in columns; the first `names` of them to the left, figures to the right. */
export function alignedRows(rows: readonly string[][], names: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column < names ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
        )
        .join('  '),
    )
    .join('\n');
}

/** A name in one line, whatever somebody calls himself. */
export const plain = (name: unknown): string => String(name ?? '').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
