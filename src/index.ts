/**
 * What an embedder imports: `openai-mcp-host`.
 *
 * @packageDocumentation
 */

export { type LoadedConfig, type LoadOptions, loadConfig } from './config/load-config.js';
export { type Fault, FaultError } from './contracts/fault.js';
export { createHost, type HostOptions } from './create-host.js';
export type { CallOutcome } from './host/call-outcome.js';
export type { CatalogueTool } from './host/catalogue.js';
export type { Host, ListedTool } from './host/host.js';
export type { Reload } from './host/hot-reload.js';
export type { CallRequest, CallResult, ContentBlock, Progress } from './host/passage.js';
export { createMcpServer } from './transports/mcp-server.js';
export { serveOverStdio } from './transports/stdio.js';
