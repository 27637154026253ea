import { linesOf } from '../batches/lines-of.js';

/** The models that the lines of a batch's file ask; what is no request asks none. */
export async function* batchFileModels(file: Blob): AsyncGenerator<string> {
  for await (const line of linesOf(file.stream())) {
    const model = modelIn(line);
    if (model !== undefined) yield model;
  }
}

function modelIn(line: string): string | undefined {
  try {
    const request = JSON.parse(line) as { body?: { model?: unknown } | null } | null;
    const model = request?.body?.model;
    return typeof model === 'string' ? model : undefined;
  } catch {
    return undefined;
  }
}
