import { fault } from '../contracts/fault.js';
import { compileSchema } from '../schema/compile-schema.js';
import type { PlacedPlugin } from './catalogue.js';

/**
 * Checks a plugin's settings against its settings class.
 *
 * @throws FaultError with every fault at once.
 */
export async function checkSettings(
  plugin: PlacedPlugin,
  settings: Record<string, unknown> | undefined,
): Promise<void> {
  if (settings === undefined) return;
  const where = `plugins.${plugin.name}.settings`;
  if (plugin.settingsSchema === undefined) {
    throw fault('SETTINGS_INVALID', `${plugin.name} has no settings.`, `Remove ${where}.`, { where });
  }
  const problems = (await compileSchema(plugin.settingsSchema))(settings);
  if (problems.length === 0) return;
  throw fault('SETTINGS_INVALID', `Its settings don't fit: ${problems.join('; ')}`, undefined, { where });
}
