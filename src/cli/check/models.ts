import type { LoadedConfig } from '../../config/load-config.js';
import { fault } from '../../contracts/fault.js';
import type { PlacedPlugin } from '../../host/catalogue.js';
import type { Gathered } from '../../host/gather-plugins.js';
import { entryOf } from '../../host/plugin-entry.js';
import type { Models } from '../../plugin-api/models.js';
import { type Finding, failed } from './finding.js';

const OLD_DAYS = 60;
const DAY_MS = 86_400_000;

const ageOf = (checkedOn: string): number => Math.floor((Date.now() - Date.parse(checkedOn)) / DAY_MS);

const old = (checkedOn: string, days: number): Finding => ({
  state: 'warning',
  area: 'models',
  message: `The model catalogue is of ${checkedOn}, ${days} days ago: prices may have changed. Update the package, or run \`openai-mcp-host models refresh --prices <url>\`.`,
});

interface Choice {
  where: string;
  model: string;
}

/** What becomes of the models that are asked where a call names none. */
export function checkModels({ config }: LoadedConfig, { placements }: Gathered, models: Models): Finding[] {
  const { model } = config.defaults;
  const choices = [
    ...(model === undefined ? [] : [{ where: 'defaults.model', model }]),
    ...placements.flatMap(({ plugin }) => choicesOf(plugin, entryOf(config, plugin.name).settings)),
  ];
  const findings = choices.flatMap((choice) => judge(choice, models, config.models.retired === 'reject'));
  const age = ageOf(models.checkedOn);
  if (age > OLD_DAYS) findings.push(old(models.checkedOn, age));
  if (findings.length > 0) return findings;
  const message = `No default model is on its way out, as of the catalogue of ${models.checkedOn}.`;
  return [{ state: 'ok', area: 'models', message }];
}

/** The settings of a plugin that name a model, by their names. */
function choicesOf({ name, settingsSchema }: PlacedPlugin, settings: Record<string, unknown> = {}): Choice[] {
  const properties = (settingsSchema?.properties ?? {}) as Record<string, { default?: unknown }>;
  return Object.entries(properties).flatMap(([property, schema]) => {
    const model = settings[property] ?? schema.default;
    const names = /model$/i.test(property) && typeof model === 'string';
    return names ? [{ where: `plugins.${name}.settings.${property}`, model }] : [];
  });
}

function judge({ where, model }: Choice, models: Models, rejected: boolean): Finding[] {
  const known = models.find(model);
  if (known === undefined || known.status === 'current') return [];
  const { status, shutdown, replacement } = known;
  const fits = replacement !== undefined && models.find(replacement)?.kind === known.kind;
  const instead = fits ? ` Use ${replacement} instead.` : '';
  const message = `${where}: ${model} ${status === 'retired' ? 'was shut down' : 'is shut down'} on ${shutdown}.${instead}`;
  if (status === 'retiring' || !rejected) return [{ state: 'warning', area: 'models', message }];
  const hint = 'models.retired is `reject`, so calls that name no model fail.';
  return [failed('models', 'A default model is retired.', fault('MODEL_RETIRED', message, hint))];
}
