import type { Models } from '../../plugin-api/models.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import type { TextGeneration } from '../../plugin-api/text-generation.js';
import { GovernedText, type GovernedTextDeps } from './governed-text.js';
import { TextRoad } from './text-road.js';

interface TextServices extends Omit<GovernedTextDeps, 'road'> {
  /** The plugin's own. */
  openai: OpenAIClient;
  models: Models;
}

export const openTextGeneration = ({ openai, models, ...deps }: TextServices): TextGeneration =>
  new GovernedText({ ...deps, road: new TextRoad(openai, deps.provider, models) });
