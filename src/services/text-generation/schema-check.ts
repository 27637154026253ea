import type { JsonSchema } from '../../plugin-api/json-schema.js';
import { withinTime } from './within-time.js';

/** What is wrong with a value, in words; empty where nothing is. */
export type SchemaCheck = (value: unknown) => string[];

/**
 * Makes a check from a JSON Schema that the caller sent, of any draft; an asynchronous one would pass everything.
 *
 * @throws Error where it isn't a schema.
 */
export async function schemaCheck({ $schema: _, $async: __, ...schema }: JsonSchema): Promise<SchemaCheck> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  // An instance of its own: ajv keeps every schema that it has compiled.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, logger: false });
  const validate = ajv.compile(schema);
  return (value) => {
    const checked = withinTime(() => validate(value));
    if (checked === undefined) return ['it takes too long to check, by a pattern of the schema as a rule'];
    if (checked.result) return [];
    return (validate.errors ?? []).slice(0, 10).map(({ instancePath, message, params }) => {
      const extra = params.additionalProperty ?? params.allowedValues?.join(', ');
      return `${instancePath || 'it'} ${message}${extra === undefined ? '' : ` (${extra})`}`;
    });
  };
}
