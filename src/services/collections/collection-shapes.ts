import type { Metadata, MetadataFilter, NewDocument } from '../../plugin-api/collections.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { StoredDocument, StoredFilter } from '../../storage/collections/collection-store.js';
import { unit } from '../../storage/collections/vector-length.js';

const LONGEST_NAME = 100;
const LONGEST_SOURCE = 2_000;
const MOST_FOUND = 100;
/** As many numbers as PostgreSQL takes in a vector. */
const MOST_DIMENSIONS = 16_000;
const COMPARISONS = ['in', 'gte', 'gt', 'lte', 'lt', 'ne'];

const invalid = (message: string): ToolError =>
  new ToolError('INPUT_INVALID', message, 'Mend it and call again.');

/** As databases take it: no lone surrogates, no NUL. */
export const plain = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

export function checkName(name: string): string {
  if (name.length > 0 && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name) && name.isWellFormed())
    return name;
  throw invalid(`The name of a collection has 1 to ${LONGEST_NAME} characters, all of them printable.`);
}

export function checkDimensions(dimensions: number): void {
  if (!Number.isInteger(dimensions) || dimensions < 1 || dimensions > MOST_DIMENSIONS)
    throw invalid(`A collection's vectors have 1 to ${MOST_DIMENSIONS} dimensions, not ${dimensions}.`);
}

export function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_FOUND)
    throw invalid(`A search finds 1 to ${MOST_FOUND} chunks, not ${limit}.`);
}

/** A vector as it is stored: of length 1. */
export function checkVector(
  vector: Float32Array,
  { name, model, dimensions }: { name: string; model: string; dimensions: number },
): Float32Array {
  if (vector.length !== dimensions)
    throw new ToolError(
      'COLLECTION_DIFFERS',
      `Collection "${name}" has vectors of ${dimensions} dimensions, by ${model}; this one has ${vector.length}.`,
      'Embed with the model and the dimensions of the collection, or use another collection.',
    );
  const checked = unit(vector);
  if (checked !== undefined) return checked;
  throw new ToolError(
    'VECTOR_INVALID',
    'The model gave a vector without a direction: all zeros, or numbers that are none.',
    'Look whether the provider really has this embedding model.',
  );
}

export function checkDocument(
  document: NewDocument,
  collection: { name: string; model: string; dimensions: number },
): StoredDocument {
  const { source, hash, title, metadata, chunks } = document;
  if (source.length === 0 || source.length > LONGEST_SOURCE)
    throw invalid(`A document's source has 1 to ${LONGEST_SOURCE} characters, not ${source.length}.`);
  return {
    source: plain(source),
    hash: plain(hash),
    ...(title !== undefined && { title: plain(title) }),
    metadata: checkMetadata(metadata),
    chunks: chunks.map((chunk) => ({
      text: plain(chunk.text),
      hash: plain(chunk.hash),
      place: placeOf(chunk.place),
      vector: checkVector(chunk.vector, collection),
    })),
  };
}

const placeOf = ({ heading, ...place }: NewDocument['chunks'][number]['place']) => ({
  ...place,
  ...(heading !== undefined && { heading: plain(heading) }),
});

function checkMetadata(metadata: Metadata): Metadata {
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [plain(key), checkPlain(value, `metadata "${key}"`)]),
  );
}

export function checkFilter(filter: MetadataFilter): StoredFilter {
  return Object.fromEntries(
    Object.entries(filter).map(([key, asked]) => {
      const where = `filter "${key}"`;
      if (typeof asked !== 'object' || asked === null) return [plain(key), checkPlain(asked, where)];
      const comparisons = Object.entries(asked).filter(([, value]) => value !== undefined);
      return [plain(key), Object.fromEntries(comparisons.map((each) => checkComparison(each, where)))];
    }),
  );
}

function checkComparison(
  [comparison, value]: [string, unknown],
  where: string,
): [string, string | number | boolean | (string | number | boolean)[]] {
  if (!COMPARISONS.includes(comparison))
    throw invalid(`${where} has "${comparison}"; there are ${COMPARISONS.join(', ')}.`);
  if (comparison !== 'in') return [comparison, checkPlain(value, where)];
  if (!Array.isArray(value) || value.length > MOST_FOUND)
    throw invalid(`${where}: "in" takes a list of at most ${MOST_FOUND} values.`);
  return [comparison, value.map((each) => checkPlain(each, where))];
}

function checkPlain(value: unknown, where: string): string | number | boolean {
  if (typeof value === 'string') return plain(value);
  if (typeof value === 'boolean' || Number.isFinite(value)) return value as number | boolean;
  throw invalid(`${where} takes text, numbers, true and false.`);
}
