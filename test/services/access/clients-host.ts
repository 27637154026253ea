import { hashOfToken, newToken } from '../../../src/services/access/client-tokens.js';
import { type ServedHttp, type ServedHttpOptions, servedHttp } from '../../support/served-http.js';
import { diary, shop } from './shop.js';

/** Tokens of these clients, by their names. */
const tokens = new Map<string, string>();

export const tokenOf = (name: string): string => tokens.get(name)!;
export const as = (name: string, headers: Record<string, string> = {}) => ({
  authorization: `Bearer ${tokenOf(name)}`,
  ...headers,
});

type Entry = { name: string } & Record<string, unknown>;

/** A host with a shop and a diary, and clients that each have a token. */
export function servedTo(
  clients: readonly Entry[],
  { config, ...options }: ServedHttpOptions = {},
): Promise<ServedHttp> {
  const { server, ...rest } = (config ?? {}) as { server?: object };
  const entries = clients.map((client) => {
    const token = newToken();
    tokens.set(client.name, token);
    return { tokens: [{ hash: hashOfToken(token) }], ...client };
  });
  return servedHttp({
    plugins: [shop, diary],
    ...options,
    config: { ...rest, server: { ...server, clients: entries } },
  });
}
