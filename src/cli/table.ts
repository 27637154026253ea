// Names come from clients and models: they may neither steer the terminal nor begin a line of their own.
const CONTROLS = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}ー！-｠]/u;
const LEAST = 12;

/**
 * Columns as wide as they need to be.
 *
 * @param right those that are set to the right.
 * @param names those that are cut where the terminal is too narrow; in a pipe nothing is.
 */
export function table(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
  names: readonly number[] = [],
): string[] {
  const cleaned = rows.map((row) => row.map((cell) => cell.replaceAll(CONTROLS, '�')));
  const columns = Math.max(...cleaned.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cleaned.map((row) => widthOf(row[column] ?? ''))),
  );
  shrink(widths, names);
  return cleaned.map((row) =>
    row
      .map((cell, column) => {
        const shown = shortened(cell, widths[column]!);
        const room = ' '.repeat(widths[column]! - widthOf(shown));
        return right.includes(column) ? room + shown : shown + room;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** How many places of a terminal a text takes. */
const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
};

function shrink(widths: number[], names: readonly number[]): void {
  const { isTTY, columns } = process.stdout;
  if (!isTTY || names.length === 0) return;
  let over = widths.reduce((sum, width) => sum + width + 2, -2) - columns;
  for (; over > 0; over--) {
    const longest = names.reduce((most, column) => (widths[column]! > widths[most]! ? column : most));
    if (widths[longest]! <= LEAST) return;
    widths[longest]! -= 1;
  }
}

function shortened(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) >= width) break;
    kept += character;
  }
  return `${kept}…`;
}
