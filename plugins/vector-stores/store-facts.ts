import { IsObject, IsString } from 'class-validator';
import type { VectorStore } from 'openai/resources/vector-stores/vector-stores';

/** A vector store at OpenAI. */
export class StoreFacts {
  @IsString()
  id!: string;

  @IsString()
  status!: string;

  @IsObject()
  file_counts!: VectorStore['file_counts'];

  /** Not listed, as all that follows: clients that look for it find it. */
  name?: string;
  usage_bytes?: number;
  created_at?: number;
  expires_at?: number | null;
  metadata?: VectorStore['metadata'];
}

export const factsOf = (store: VectorStore): StoreFacts => {
  const { id, status, file_counts, name, usage_bytes, created_at, expires_at, metadata } = store;
  return {
    ...{ id, status, file_counts, name, usage_bytes, created_at },
    ...(expires_at && { expires_at }),
    ...(metadata && Object.keys(metadata).length > 0 && { metadata }),
  };
};

/** A store on one line. */
export function lineOf({
  id,
  name,
  status,
  file_counts: counts,
  usage_bytes,
  expires_at,
}: VectorStore): string {
  const failed = counts.failed > 0 ? `, ${counts.failed} failed` : '';
  const until = expires_at ? ` · expires ${new Date(expires_at * 1000).toISOString().slice(0, 10)}` : '';
  const files = `${counts.completed} of ${counts.total} files indexed${failed}`;
  return `${id} · ${name || '(no name)'} · ${status} · ${files} · ${usage_bytes.toLocaleString('en')} bytes${until}`;
}
