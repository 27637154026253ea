import type { Shape } from '../plugin-api/json-schema.js';
import { Shapes } from '../plugin-api/shapes.js';
import { compileSchema } from '../schema/compile-schema.js';
import { refusalOf } from '../schema/refusal.js';

/** Loaded by the first check: to import what is loaded takes a turn through Node's loader, each time. */
let checking:
  | Promise<[typeof import('../schema/schema-of.js'), typeof import('../schema/hydrate.js')]>
  | undefined;

/** Checks with what checks the arguments of a call. */
export class CheckedShapes extends Shapes {
  async check<T extends object>(shape: Shape<T>, value: object): Promise<T> {
    checking ??= Promise.all([import('../schema/schema-of.js'), import('../schema/hydrate.js')]);
    const [{ schemaOf }, { hydrate }] = await checking;
    const plain = JSON.parse(JSON.stringify(value));
    const problems = (await compileSchema(schemaOf(shape)))(plain);
    if (problems.length > 0) throw refusalOf(problems);
    return hydrate(shape, plain);
  }
}
