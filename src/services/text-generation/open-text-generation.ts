import type { Defaults } from '../../plugin-api/defaults.js';
import type { Models } from '../../plugin-api/models.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import type { Provider } from '../../plugin-api/provider.js';
import type { TextGeneration } from '../../plugin-api/text-generation.js';
import { GovernedText } from './governed-text.js';
import { TextRoad } from './text-road.js';

interface TextServices {
  /** The plugin's own. */
  openai: OpenAIClient;
  provider: Provider;
  defaults: Defaults;
  models: Models;
}

export const openTextGeneration = ({ openai, provider, defaults, models }: TextServices): TextGeneration =>
  new GovernedText(new TextRoad(openai, provider, models), provider, defaults);
