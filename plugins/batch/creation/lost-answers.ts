import type { Batch } from 'openai/resources/batches';
import type { OpenAIClient } from 'openai-mcp-host/plugin';

/** Clocks may differ by so much. */
const SLACK_MS = 3_600_000;
const MOST_FILES = 1000;

/** The file of a creation that was cut off, by its name. */
export async function findUpload(openai: OpenAIClient, name: string): Promise<string | undefined> {
  let seen = 0;
  for await (const { id, filename } of openai.files.list({ purpose: 'batch', limit: 100 })) {
    if (filename === name) return id;
    seen += 1;
    if (seen >= MOST_FILES) return undefined;
  }
  return undefined;
}

/** The batch of a creation that was cut off, by the mark in its metadata; newest come first. */
export async function findBatch(
  openai: OpenAIClient,
  markName: string,
  mark: string,
  since: number,
): Promise<Batch | undefined> {
  for await (const batch of openai.batches.list({ limit: 100 })) {
    if (batch.metadata?.[markName] === mark) return batch;
    if (batch.created_at * 1000 < since - SLACK_MS) return undefined;
  }
  return undefined;
}
