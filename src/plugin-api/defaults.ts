import { Contract } from './contract.js';

/** What the operator wants wherever a call says nothing (`defaults` of the config; DEFAULT_MODEL, MAX_TOKENS, TEMPERATURE). */
@Contract('Defaults')
export abstract class Defaults {
  /** The text model. */
  abstract readonly model: string | undefined;
  /** The most output tokens of one answer. */
  abstract readonly maxTokens: number | undefined;
  /** 0 to 2; the host drops it where a model takes none. */
  abstract readonly temperature: number | undefined;
}
