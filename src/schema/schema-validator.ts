import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../plugin-api/json-schema.js';
import { type PartCheck, problemsOf } from './problems.js';
import { UNIQUE_ITEMS } from './unique-items.js';
import type { Resolve } from './wording.js';

const OPTIONS: Options = {
  strict: true,
  strictTypes: false,
  strictRequired: false,
  // Compiling the meta-schema takes 45 ms of the first call; strict mode refuses unknown keywords and wrong values.
  meta: false,
  validateSchema: false,
  strictTuples: false,
  allErrors: true,
  verbose: true,
  ownProperties: true,
  // 2020-12 only annotates with `format`; what is enforced stands beside it as a pattern.
  validateFormats: false,
  logger: false,
};

const engine = () =>
  new Ajv2020(OPTIONS)
    .removeKeyword('uniqueItems')
    .addKeyword(UNIQUE_ITEMS)
    // Ajv resolves anchors, and yet does not know the word; the other is MCP's, for the titles of choices.
    .addVocabulary(['$anchor', 'enumNames']) as Ajv2020;

/** Ajv keeps parts of whatever it has compiled, so an engine is given up after this many schemas. */
const SCHEMAS_AN_ENGINE = 100;

let shared = engine();
let compiled = 0;

function compile(schema: JsonSchema): ValidateFunction {
  if (++compiled % SCHEMAS_AN_ENGINE === 0) shared = engine();
  allowRemarks(shared, schema);
  const validate = shared.compile(schema);
  shared.removeSchema(schema);
  return validate;
}

/** What is named `x-…` says nothing about values. */
function allowRemarks(ajv: Ajv2020, part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, inner] of Object.entries(part)) {
    if (key.startsWith('x-') && ajv.getKeyword(key) === false) ajv.addKeyword(key);
    allowRemarks(ajv, inner);
  }
}

const escaped = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));

/** One schema, compiled. Parts of it are compiled when a union has to be explained. */
export class SchemaValidator {
  readonly #validate: ValidateFunction;
  readonly #parts = new Map<JsonSchema, ValidateFunction>();
  #ajv: Ajv2020 | undefined;

  constructor(private readonly schema: JsonSchema) {
    this.#validate = compile(schema);
  }

  problems(value: unknown): string[] {
    if (this.#validate(value)) return [];
    return problemsOf(this.#validate.errors ?? [], this.#check, this.#resolve);
  }

  readonly #check: PartCheck = (part, value) => {
    const validate = this.#part(part);
    return validate(value) ? [] : (validate.errors ?? []);
  };

  #part(part: JsonSchema): ValidateFunction {
    if (part.$ref === '#') return this.#validate;
    this.#ajv ??= this.#whole();
    const validate = this.#parts.get(part) ?? this.#ajv.compile({ $ref: `root#${this.#pointerTo(part)}` });
    this.#parts.set(part, validate);
    return validate;
  }

  #whole(): Ajv2020 {
    const ajv = engine();
    allowRemarks(ajv, this.schema);
    return ajv.addSchema(this.schema, 'root') as Ajv2020;
  }

  #pointerTo(part: JsonSchema): string {
    const open: [unknown, string][] = [[this.schema, '']];
    for (const [inner, pointer] of open) {
      if (inner === part) return pointer;
      if (typeof inner === 'object' && inner !== null)
        for (const [key, value] of Object.entries(inner)) open.push([value, `${pointer}/${escaped(key)}`]);
    }
    throw new Error('The part is not of this schema.');
  }

  readonly #resolve: Resolve = (reference) =>
    reference === '#' || reference.startsWith('#/') ? this.#partAt(reference) : this.#partNamed(reference);

  #partNamed(reference: string): JsonSchema {
    const open: unknown[] = [this.schema];
    for (const inner of open) {
      if (typeof inner !== 'object' || inner === null) continue;
      const part = inner as JsonSchema;
      if (part.$id === reference || `#${part.$anchor}` === reference) return part;
      open.push(...Object.values(part));
    }
    return {};
  }

  #partAt(pointer: string): JsonSchema {
    return pointer
      .split('/')
      .slice(1)
      .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<JsonSchema>((schema, part) => (schema[part] ?? {}) as JsonSchema, this.schema);
  }
}
