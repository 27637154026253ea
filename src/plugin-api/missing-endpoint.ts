/**
 * Whether a provider answered that it has no such endpoint, rather than that the endpoint has no such thing: OpenAI says what is
 * missing, in an error object.
 *
 * @param error what a request of {@link OpenAIClient} failed with.
 */
export function isEndpointMissing(error: unknown): boolean {
  const { status, error: body } = Object(error) as { status?: unknown; error?: unknown };
  if (status === 405 || status === 501) return true;
  const { message } = Object(body) as { message?: unknown };
  return status === 404 && (typeof message !== 'string' || /^(not found|invalid url|$)/i.test(message));
}
