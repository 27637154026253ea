import { Contract } from './contract.js';

/** USD per million tokens of one kind; null where no price is known. */
export interface TokenPrice {
  input: number | null;
  cachedInput: number | null;
  output: number | null;
}

/** What fine-tuning a model costs, USD; null where it is billed otherwise, or no price is known. */
export interface TrainingPrice {
  /** For a million trained tokens: those of the training file, times the epochs. */
  tokens: number | null;
  /** For an hour of reinforcement. */
  hour: number | null;
}

/** What a model makes or does; text models take pictures too where their capabilities say `vision`. */
export type ModelKind =
  | 'text'
  | 'image'
  | 'embedding'
  | 'moderation'
  | 'speech'
  | 'transcription'
  | 'realtime';

/** What the catalogue (config/models.json) says of a model. */
export interface ModelInfo {
  id: string;
  kind: ModelKind;
  /** `retiring`: has a shutdown date to come. `retired`: its date is past. */
  status: 'current' | 'retiring' | 'retired';
  /** The day on which OpenAI shuts it down, `YYYY-MM-DD`. */
  shutdown?: string;
  /** What to use in its place. */
  replacement?: string;
  /** What it takes and does: `vision`, `tools`, `reasoning`, `json-schema`, … */
  capabilities: string[];
  price: TokenPrice | null;
  /** Left out of a model of which nobody knows that it can be fine-tuned. */
  trainingPrice?: TrainingPrice;
}

/** The catalogue of models: lifecycle, abilities and prices, as far as the host knows. */
@Contract('Models')
export abstract class Models {
  /** What is known of a model, dated snapshots and fine-tuned models (`ft:…`) included; undefined when nothing is. */
  abstract find(id: string): ModelInfo | undefined;
  /** The whole catalogue, by id. */
  abstract list(): ModelInfo[];
  /** The day on which the catalogue was last checked against OpenAI's pages, `YYYY-MM-DD`. */
  abstract readonly checkedOn: string;
}
