import { fault } from '../../contracts/fault.js';
import type { Logger } from '../../plugin-api/logger.js';
import { createAgents } from '../openai/http-agents.js';

const MOST_BYTES = 32 * 1024 * 1024;
const PATIENCE_MS = 30_000;

/**
 * The JSON at a URL, by the proxy that the environment names.
 *
 * @throws FaultError PRICES_UNREADABLE
 */
export async function getJson(url: string, log: Logger): Promise<unknown> {
  const agents = createAgents(log);
  try {
    return JSON.parse((await get(new URL(url), agents)).toString());
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw fault(
      'PRICES_UNREADABLE',
      `The prices can't be read: ${why}.`,
      'Check the URL; nothing was changed.',
      {
        where: url,
      },
    );
  } finally {
    agents.http.destroy();
    agents.https.destroy();
  }
}

function get(url: URL, agents: ReturnType<typeof createAgents>): Promise<Buffer> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return Promise.reject(new Error(`${url.protocol} is neither https: nor http:`));
  const isSecure = url.protocol === 'https:';
  const { request } = isSecure
    ? process.getBuiltinModule('node:https')
    : process.getBuiltinModule('node:http');
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const outgoing = request(url, { agent: isSecure ? agents.https : agents.http, signal });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      if (answer.statusCode !== 200) {
        answer.resume();
        reject(new Error(`the server answered with status ${answer.statusCode}`));
        return;
      }
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > MOST_BYTES) outgoing.destroy(new Error('it is larger than 32 MiB'));
      });
      answer.on('error', reject);
      answer.on('end', () => resolve(Buffer.concat(chunks)));
    });
    outgoing.end();
  });
}
