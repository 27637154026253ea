/** The `error.type` of a request: OpenAI's HTTP status where it answered with one, else our code; undefined: none. */
export function errorTypeOf(status: number, code: string | null): string | undefined {
  if (status >= 400) return String(status);
  return code ?? undefined;
}
