import type { Task } from '../../contracts/route.js';
import type { ModelKind } from '../../plugin-api/models.js';

export type PriceClass =
  | 'input'
  | 'cachedInput'
  | 'cacheWrite'
  | 'cacheWrite12h'
  | 'output'
  | 'imageInput'
  | 'cachedImageInput'
  | 'imageOutput'
  | 'audioInput'
  | 'cachedAudioInput'
  | 'audioOutput'
  | 'audioHour'
  | 'characters';

/** USD per million tokens (audioHour: per hour; characters: per million of them); null where a class is charged at a price that nobody knows. */
export type PriceTable = { [name in PriceClass]?: number | null };

/** From so many input tokens on, the whole request costs that many times as much. */
export interface LongContext {
  above: number;
  input: number;
  output: number;
}

/** What it costs to train a model, and to use what comes of it. */
export interface TuningPrices {
  /** USD per million trained tokens; null where training is billed otherwise. */
  training: number | null;
  /** USD for an hour of reinforcement. */
  trainingHour?: number;
  /** Of the models that come of it. */
  price?: PriceTable;
  source?: string;
  verifiedOn?: string;
}

/** A model in config/models.json. */
export interface CatalogueEntry {
  kind: ModelKind;
  shutdown?: string;
  replacement?: string;
  capabilities?: string[];
  contextTokens?: number;
  maxOutputTokens?: number;
  price?: PriceTable;
  longContext?: LongContext;
  /**
   * Of a model that draws: what its quality levels stand for in the published count of a picture's tokens; null for a
   * level that nobody has published.
   */
  drawing?: Record<string, number | null>;
  /** Of a model that can be fine-tuned. */
  tuning?: TuningPrices;
  source?: string;
  verifiedOn?: string;
}

/** What a service tier multiplies every price with; the last one whose `from` has come counts. */
export type Tier = number | { from?: string; multiplier: number }[];

/** The form of config/models.json. */
export interface CatalogueFile {
  checkedOn: string;
  /** Of a catalogue that `models refresh` wrote. */
  refreshedOn?: string;
  tiers: Record<string, Tier>;
  /** For hosts that keep data in one region, such as eu.api.openai.com. */
  regional: number;
  /** USD for one use of a hosted tool. */
  fees: {
    webSearch: number;
    /** A search with the tool's older form, by a model that doesn't reason. */
    webSearchPreview?: number;
    fileSearch: number;
  };
  /** Who answers which task where `auto` is asked for and the config says nothing. */
  auto?: Partial<Record<Task, string[]>>;
  models: Record<string, CatalogueEntry>;
}
