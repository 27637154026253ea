import { ProtocolError } from '@modelcontextprotocol/client';
import type { TestError } from './test-result.js';

/**
 * What a protocol error says in the host's words.
 *
 * @throws the error itself where it is none of the host's: a call that was cancelled, a client without a server.
 */
export function failureOf(error: unknown): TestError {
  if (!(error instanceof ProtocolError)) throw error;
  const { code, uri, ...facts } = (error.data ?? {}) as Partial<TestError> & { uri?: unknown };
  if (code !== undefined) return { message: error.message, ...facts, code };
  // MCP wants the URI and nothing else beside a miss.
  if (uri !== undefined) return { code: 'RESOURCE_UNKNOWN', message: error.message };
  throw error;
}
