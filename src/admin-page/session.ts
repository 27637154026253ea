/** In this tab alone, and gone with it. */
const KEY = 'openai-mcp-host operator token';

/** The server did not answer with what was asked for. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export const hasToken = (): boolean => sessionStorage.getItem(KEY) !== null;

export const keepToken = (token: string): void => sessionStorage.setItem(KEY, token);

export const forgetToken = (): void => sessionStorage.removeItem(KEY);

/**
 * Asks the server, with the token where there is one. The address is relative: a proxy may serve the page below a path.
 *
 * @throws Refused; TypeError where the server can't be reached.
 */
export async function ask<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  const token = sessionStorage.getItem(KEY);
  const headers: HeadersInit = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(path, { headers, signal, cache: 'no-store' });
  if (response.ok) return (await response.json()) as Answer;
  const { message = `The server answered with ${response.status}.` } = (await response
    .json()
    .catch(() => ({}))) as { message?: string };
  throw new Refused(response.status, message);
}
