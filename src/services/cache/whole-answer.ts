type Json = Record<string, unknown>;

/** How Chat Completions say that there would be more. */
const CUT_OFF = /"finish_reason":\s*"(length|content_filter)"/;
const FAILED = /^\s*\{\s*"error"/;

/** Whether an answer with status 200 is all that was asked for, and no failure in disguise. */
export function isWhole(endpoint: string, contentType: string, body: Buffer): boolean {
  const isText = endpoint === '/responses' || endpoint === '/chat/completions';
  if (!isText) return !FAILED.test(body.subarray(0, 64).toString());
  return contentType.includes('text/event-stream')
    ? isWholeStream(endpoint, body.toString())
    : isWholeJson(body.toString());
}

function isWholeJson(text: string): boolean {
  try {
    const { error, status } = JSON.parse(text) as Json;
    if (error !== undefined && error !== null) return false;
    return (status === undefined || status === 'completed') && !CUT_OFF.test(text);
  } catch {
    return false;
  }
}

function isWholeStream(endpoint: string, text: string): boolean {
  if (endpoint === '/responses') return /^data:.*"type":\s*"response\.completed"/m.test(text);
  return /^data:\s*\[DONE\]/m.test(text) && !/^data:\s*\{\s*"error"/m.test(text) && !CUT_OFF.test(text);
}
