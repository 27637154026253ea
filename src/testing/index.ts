/**
 * What plugin authors test with: `openai-mcp-host/testing`.
 *
 * @packageDocumentation
 */
export { type TestCall, type TestHost, type TestHostOptions, testHost } from './test-host.js';
