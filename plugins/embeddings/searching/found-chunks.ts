import { IsArray } from 'class-validator';
import { type Hit, ToolResult } from 'openai-mcp-host/plugin';
import { snippetOf } from './snippet.js';

export interface FoundChunk {
  /** Its id, for similar-to. */
  chunk: string;
  source: string;
  line?: number;
  page?: number;
  /** Offsets of the whole chunk in the document's text. */
  from: number;
  to: number;
  heading?: string;
  title?: string;
  metadata?: object;
  snippet: string;
  score: number;
  similarity?: number;
  text_rank?: number;
  vector_rank?: number;
}

export class FoundChunks {
  @IsArray()
  hits!: FoundChunk[];
}

/** Hits for the model to read, and as data. */
export function foundResult(hits: readonly Hit[], query: string, about: string): ToolResult<FoundChunks> {
  const found = hits.map((hit) => foundChunk(hit, query));
  const list = found.map((each, at) => `${at + 1}. ${headOf(each)}\n${indented(each.snippet)}`);
  return new ToolResult({ hits: found }, [about, ...list].join('\n\n'));
}

function foundChunk(hit: Hit, query: string): FoundChunk {
  const { chunk, source, title, metadata, place, score, vectorRank, textRank, similarity } = hit;
  const { text: snippet, line } = snippetOf(hit, query);
  return {
    ...{ chunk, source },
    ...(place.page === undefined ? line !== undefined && { line } : { page: place.page }),
    ...{ from: place.from, to: place.to },
    ...(place.heading !== undefined && { heading: place.heading }),
    ...(title !== undefined && { title }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...{ snippet, score: rounded(score) },
    ...(similarity !== undefined && { similarity: rounded(similarity) }),
    ...(textRank !== undefined && { text_rank: textRank }),
    ...(vectorRank !== undefined && { vector_rank: vectorRank }),
  };
}

function headOf({ source, line, page, title, heading, score, similarity }: FoundChunk): string {
  const place =
    page !== undefined ? `${source}, page ${page}` : line === undefined ? source : `${source}:${line}`;
  const words = [...new Set([title, heading])].filter((each) => each !== undefined).join(' — ');
  const near = similarity === undefined ? `score ${score}` : `similarity ${similarity.toFixed(2)}`;
  return `${place}${words === '' ? '' : ` — ${words}`} (${near})`;
}

const indented = (text: string): string => text.replace(/^/gm, '   ');

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
