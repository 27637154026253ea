/**
 * Names of OpenTelemetry's semantic conventions for GenAI and MCP. Both are in development, and their package may drop
 * what they rename: so they stand here, and a test holds them against it.
 */
export const MCP = {
  METHOD: 'mcp.method.name',
  SESSION: 'mcp.session.id',
  PROTOCOL: 'mcp.protocol.version',
  REQUEST_ID: 'jsonrpc.request.id',
  STATUS: 'rpc.response.status_code',
  OPERATION_DURATION: 'mcp.server.operation.duration',
  SESSION_DURATION: 'mcp.server.session.duration',
} as const;

export const GEN_AI = {
  OPERATION: 'gen_ai.operation.name',
  PROVIDER: 'gen_ai.provider.name',
  TOOL: 'gen_ai.tool.name',
  PROMPT: 'gen_ai.prompt.name',
  REQUEST_MODEL: 'gen_ai.request.model',
  MAX_TOKENS: 'gen_ai.request.max_tokens',
  TEMPERATURE: 'gen_ai.request.temperature',
  STREAM: 'gen_ai.request.stream',
  RESPONSE_MODEL: 'gen_ai.response.model',
  RESPONSE_ID: 'gen_ai.response.id',
  INPUT_TOKENS: 'gen_ai.usage.input_tokens',
  CACHED_TOKENS: 'gen_ai.usage.cache_read.input_tokens',
  OUTPUT_TOKENS: 'gen_ai.usage.output_tokens',
  REASONING_TOKENS: 'gen_ai.usage.reasoning.output_tokens',
  TOKEN_TYPE: 'gen_ai.token.type',
  OPENAI_API: 'openai.api.type',
  OPERATION_DURATION: 'gen_ai.client.operation.duration',
  TOKEN_USAGE: 'gen_ai.client.token.usage',
} as const;

export const GENERAL = {
  ERROR: 'error.type',
  STATUS: 'http.response.status_code',
  ADDRESS: 'server.address',
  PORT: 'server.port',
  TRANSPORT: 'network.transport',
} as const;

/** Ours, for what nobody has agreed on yet. */
const HOUSE = 'openai_mcp_host';

/** On spans and log lines. */
export const OWN = {
  CLIENT: `${HOUSE}.client`,
  CODE: `${HOUSE}.error.code`,
  CALL: `${HOUSE}.call.id`,
  PLUGIN: `${HOUSE}.plugin`,
  JOB: `${HOUSE}.job.id`,
  COST: `${HOUSE}.cost.usd`,
  TRIES: `${HOUSE}.tries`,
  REQUEST_ID: `${HOUSE}.request.id`,
  ENDPOINT: `${HOUSE}.endpoint`,
} as const;

/** A name of ours for a metric. */
export const ownMetric = (name: string): string => `${HOUSE}.${name}`;
