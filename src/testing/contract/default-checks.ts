import type { CataloguePlugin } from '../../host/catalogue.js';
import type { JsonSchema } from '../../plugin-api/json-schema.js';
import { compileSchema } from '../../schema/compile-schema.js';

/** Every default of an input, or of the settings, keeps the rules that it stands beside. */
export async function misfitDefaults({ tools, settingsSchema }: CataloguePlugin): Promise<string[]> {
  const schemas: [string, JsonSchema][] = tools.map(({ name, inputSchema }) => [name, inputSchema]);
  if (settingsSchema !== undefined) schemas.push(['The settings', settingsSchema]);
  const complaints: string[] = [];
  for (const [owner, schema] of schemas) {
    const check = await compileSchema({ ...schema, required: [] });
    for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)) {
      if (!('default' in property)) continue;
      const problems = check({ [name]: property.default });
      complaints.push(
        ...problems.map((problem) => `${owner}: the default of ${name} is refused: ${problem}.`),
      );
    }
  }
  return complaints;
}
