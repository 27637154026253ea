/** Where an issuer has its keys: as RFC 8414 has it, or OpenID Connect. @throws where it does not say. */
export async function findJwksUrl(issuer: string, patienceMs: number): Promise<string> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  const places = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
  const problems: string[] = [];
  for (const place of places) {
    try {
      const reply = await fetch(place, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
      if (!reply.ok) throw new Error(`status ${reply.status}`);
      const metadata = (await reply.json()) as { issuer?: unknown; jwks_uri?: unknown };
      if (metadata.issuer !== issuer) throw new Error('it is of another issuer');
      if (typeof metadata.jwks_uri !== 'string') throw new Error('it names no jwks_uri');
      return metadata.jwks_uri;
    } catch (error) {
      problems.push(`${place}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(problems.join('; '));
}
