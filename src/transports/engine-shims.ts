import { createRequire } from 'node:module';

type Validator = import('@modelcontextprotocol/server/validators/ajv').AjvJsonSchemaValidator;

export { default as process } from 'node:process';

/**
 * Stands in the build for the SDK's own `_shims`, which loads an Ajv at every start. Only the check of a person's
 * answer needs one, so it is loaded by the first answer.
 */
export class DefaultJsonSchemaValidator {
  private validator: Validator | undefined;

  getValidator(schema: Parameters<Validator['getValidator']>[0]): ReturnType<Validator['getValidator']> {
    this.validator ??= this.load();
    return this.validator.getValidator(schema);
  }

  private load(): Validator {
    const { AjvJsonSchemaValidator } = createRequire(import.meta.url)(
      '@modelcontextprotocol/server/validators/ajv',
    );
    return new AjvJsonSchemaValidator();
  }
}
