import { ToolError } from '../../plugin-api/tool-error.js';
import { isObject } from './loose.js';
import type { ReadyFormat } from './ready-request.js';
import { type SchemaCheck, schemaCheck } from './schema-check.js';

/** The JSON of an answer, or why it is none that was asked for. */
export type CheckedJson = { json: unknown } | { code: 'OUTPUT_NOT_JSON' | 'OUTPUT_NOT_VALID'; fault: string };

export type JsonCheck = (text: string) => CheckedJson;

/** Reads the answer's JSON and holds it against the format; made before anything is spent. */
export async function jsonCheck(format: ReadyFormat): Promise<JsonCheck> {
  const check: SchemaCheck =
    format.type === 'json_object'
      ? (value) => (isObject(value) ? [] : ['it must be object'])
      : await schemaCheck(format.schema).catch((error: Error) => {
          const message = `json_schema is no valid JSON Schema: ${error.message.slice(0, 300)}`;
          throw new ToolError('JSON_SCHEMA_INVALID', message, 'Send a JSON Schema.');
        });
  return (text) => {
    const fence = /^\s*```(?:json)?\s*\n([\s\S]*)\n```\s*$/.exec(text);
    let json: unknown;
    try {
      json = JSON.parse(fence?.[1] ?? text);
    } catch {
      return { code: 'OUTPUT_NOT_JSON', fault: 'it is not JSON' };
    }
    const faults = check(json);
    return faults.length === 0 ? { json } : { code: 'OUTPUT_NOT_VALID', fault: faults.join('; ') };
  };
}

/** What the caller is told when the repaired answer is no better. */
export function stillUnfit({ code, fault }: Exclude<CheckedJson, { json: unknown }>, text: string) {
  const what = code === 'OUTPUT_NOT_JSON' ? 'is not JSON' : `does not fit the schema: ${fault}`;
  const message = `The answer ${what}, even after one repair. It is: ${text.slice(0, 500)}`;
  const hint =
    code === 'OUTPUT_NOT_JSON'
      ? 'Describe the JSON in the messages, or choose a stronger model.'
      : 'Simplify the schema, or choose a stronger model.';
  return new ToolError(code, message, hint);
}
