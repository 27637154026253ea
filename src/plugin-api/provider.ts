import { Contract } from './contract.js';

/** Which API the injected OpenAIClient talks to, and what that API has. */
@Contract('Provider')
export abstract class Provider {
  /** `openai`: api.openai.com. `azure`: Azure OpenAI's v1 API. `compatible`: any other base URL. */
  abstract readonly kind: 'openai' | 'azure' | 'compatible';

  /**
   * Whether text goes over the Responses API; Chat Completions otherwise. Follows `openai.api` of the config; on `auto`
   * it is true until {@link rememberNoResponses}.
   */
  abstract usesResponses(): boolean;

  /** Called when the provider answered that it has no Responses API: text goes over Chat Completions from now on. */
  abstract rememberNoResponses(): void;
}
