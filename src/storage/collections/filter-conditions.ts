import type { Plain, StoredFilter } from './collection-store.js';

/** Puts a value into the statement, and says what stands for it there: `?` or `$3`. */
export type PlaceValue = (value: string | number) => string;

const COMPARISONS: Record<string, string> = { gte: '>=', gt: '>', lte: '<=', lt: '<' };

/** SQL that is true of a document's row `d` where its metadata are what a filter asks for; the same on both engines. */
export const conditionsOf = (filter: StoredFilter, collection: number, place: PlaceValue): string =>
  Object.entries(filter)
    .flatMap(([key, asked]) =>
      (typeof asked === 'object' ? Object.entries(asked) : [['in', [asked]] as const]).map(
        ([comparison, value]) => conditionOf(key, comparison, value),
      ),
    )
    .map(({ key, not, test }) => {
      const among = `SELECT document FROM collection_metadata WHERE collection = ${place(collection)} AND key = ${place(key)}`;
      return ` AND d.id ${not ? 'NOT IN' : 'IN'} (${among} AND (${test(place)}))`;
    })
    .join('');

interface Condition {
  key: string;
  not: boolean;
  test(place: PlaceValue): string;
}

function conditionOf(key: string, comparison: string, value: Plain | readonly Plain[]): Condition {
  if (comparison === 'ne') return { key, not: true, test: (place) => compared('=', value as Plain, place) };
  if (comparison === 'in') {
    const values = value as readonly Plain[];
    const test = (place: PlaceValue) =>
      values.map((each) => compared('=', each, place)).join(' OR ') || '1 = 0';
    return { key, not: false, test };
  }
  const operator = COMPARISONS[comparison];
  if (operator === undefined) throw new TypeError(`No comparison: ${comparison}.`);
  return { key, not: false, test: (place) => compared(operator, value as Plain, place) };
}

function compared(operator: string, value: Plain, place: PlaceValue): string {
  const { kind, text, number } = metadataColumns(value);
  const isKind = `kind = ${place(kind)}`;
  return text === null
    ? `${isKind} AND number ${operator} ${place(number!)}`
    : `${isKind} AND text ${operator} ${place(text)}`;
}

/** A value as its row has it. */
export function metadataColumns(value: Plain): { kind: string; text: string | null; number: number | null } {
  if (typeof value === 'string') return { kind: 'string', text: value, number: null };
  return { kind: typeof value, text: null, number: Number(value) };
}
