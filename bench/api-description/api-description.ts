import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Json = Record<string, unknown>;

/** What an API description says of the body of one endpoint, by media type. */
interface BodyDescription {
  pattern: RegExp;
  method: string;
  schemas: Map<string, ValidateFunction>;
}

/** OpenAI's description of its API, read from a file: which bodies its endpoints take. */
export class ApiDescription {
  private readonly endpoints: BodyDescription[];

  private constructor(endpoints: BodyDescription[]) {
    this.endpoints = endpoints;
  }

  static read(file: string): ApiDescription {
    const document = JSON.parse(readFileSync(file, 'utf8')) as {
      paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Json }> } }>>;
      components: { schemas: Record<string, Json> };
    };
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false, verbose: true });
    const schemas = Object.fromEntries(
      Object.entries(document.components.schemas).map(([name, schema]) => [name, closed(schema, true)]),
    );
    ajv.addSchema({ $id: 'api', components: { schemas } });
    const endpoints = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { requestBody }]) => ({
        pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
        method: method.toUpperCase(),
        schemas: new Map(
          Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [
            type,
            ajv.compile(absolute(closed(schema, false))),
          ]),
        ),
      })),
    );
    return new ApiDescription(endpoints);
  }

  knows(method: string, path: string): boolean {
    return this.endpoints.some((one) => one.method === method && one.pattern.test(path));
  }

  /** What is wrong with a request; empty where nothing is. */
  faultsOf(method: string, path: string, mediaType: string | undefined, body: unknown): string[] {
    const endpoint = this.endpoints.find((one) => one.method === method && one.pattern.test(path));
    if (endpoint === undefined) return [`${method} ${path}: the description knows no such endpoint`];
    if (mediaType === undefined) return [];
    const check = endpoint.schemas.get(mediaType);
    if (check === undefined) return [`${method} ${path}: the description takes no ${mediaType}`];
    if (check(body)) return [];
    const deepest = (check.errors ?? []).toSorted(
      (one, other) => other.instancePath.length - one.instancePath.length,
    );
    return deepest
      .slice(0, 3)
      .map(
        ({ instancePath, message, params }) =>
          `${path} ${instancePath || '/'}: ${message} ${JSON.stringify(params)}`,
      );
  }
}

/**
 * The same schema, but with no properties beside those that it names. The members of `allOf` share their properties, so they
 * stay open, and what holds them is closed.
 */
function closed(schema: unknown, shared: boolean): Json {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema as Json;
  const { discriminator: _, ...open } = schema as Json;
  // Several members of a `oneOf` fit the same message: the description tells them apart by other means.
  const inner: Json = Object.fromEntries(
    Object.entries(open).map(([key, value]) => [key === 'oneOf' ? 'anyOf' : key, closedPart(key, value)]),
  );
  const hasOwnSay = 'additionalProperties' in open || 'unevaluatedProperties' in open;
  const isFree =
    open.type === 'object' &&
    !('properties' in open || 'allOf' in open || 'anyOf' in open || 'oneOf' in open);
  return shared || hasOwnSay || isFree || !holdsObject(open)
    ? inner
    : { ...inner, unevaluatedProperties: false };
}

const holdsObject = (schema: Json): boolean =>
  '$ref' in schema || 'properties' in schema || 'allOf' in schema;

function closedPart(key: string, value: unknown): unknown {
  if (key === 'properties' && typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, closed(schema, false)]));
  if (key === 'allOf') return (value as unknown[]).map((schema) => closed(schema, true));
  if (key === 'anyOf' || key === 'oneOf') return (value as unknown[]).map((schema) => closed(schema, false));
  return key === 'items' || key === 'additionalProperties' ? closed(value, false) : value;
}

const absolute = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as Json;
