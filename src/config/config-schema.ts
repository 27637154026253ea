import type { JsonSchema } from '../plugin-api/json-schema.js';
import { schemaOf } from '../schema/schema-of.js';
import { HostConfig } from './host-config.js';

/** mcp.config.json as a JSON Schema, made from its classes. */
export const configSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'mcp.config.json of openai-mcp-host',
  ...schemaOf(HostConfig),
});

/** The schema as it lies in the package. */
export const renderConfigSchema = (): string => `${JSON.stringify(configSchema(), null, 2)}\n`;
