import type { Batches } from '../batches/batches.js';
import type { ModelCatalogue } from '../models/model-catalogue.js';
import type { OpenAIProvider } from '../openai/openai-provider.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import type { TrainingFiles } from '../tuning/training-files.js';
import type { ResponseMemory } from './response-memory.js';

/** The most that a request can come to. */
export interface Estimate {
  /** Nano-USD: never below what may be billed. Null where there is no bound, or nobody knows a price. */
  nanoUsd: bigint | null;
  /** Why it is null, as a sentence for whoever is refused. */
  unknown?: string;
  /** What would make it smaller, or known. */
  hint?: string;
  /** Why the whole context window is held for its prompt, as a sentence for whoever is refused. */
  uncounted?: string;
  inputTokens: number;
  outputTokens: number;
}

export interface EstimateServices {
  readonly models: ModelCatalogue;
  readonly provider: OpenAIProvider;
  readonly memory: ResponseMemory;
  /** What uploaded files may cost as batches; without it that is unknown. */
  readonly batches?: Pick<Batches, 'file'>;
  /** What lies in uploaded training files; without it that is unknown. */
  readonly training?: Pick<TrainingFiles, 'find'>;
}

/** The tokens of a prompt as its provider counts them, or why they aren't known, as the end of a sentence. */
export type PromptCount = { tokens: number } | { reason: string };

/** Asks the provider how many tokens a prompt has, in the JSON of its endpoint for that; it costs nothing. */
export type CountPrompt = (json: string) => Promise<PromptCount>;

/** What of a request decides on its cost. */
export interface CostSubject extends Pick<OutgoingRequest, 'endpoint' | 'model'> {
  readonly json: Record<string, unknown>;
  readonly form: FormData | undefined;
  /** Left out, nobody is asked. */
  readonly count?: CountPrompt | undefined;
}

/** Works out the worst case of one family of endpoints. */
export type Estimator = (subject: CostSubject, services: EstimateServices) => Promise<Estimate>;
