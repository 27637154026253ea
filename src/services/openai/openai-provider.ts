import type { OpenAISection } from '../../config/sections/openai-section.js';
import { Provider } from '../../plugin-api/provider.js';

const OPENAI_URL = 'https://api.openai.com/v1';
const AZURE = /\.(openai\.azure\.com|services\.ai\.azure\.com|cognitiveservices\.azure\.com)$/;

function kindOf(host: string): Provider['kind'] {
  if (host === 'api.openai.com' || host.endsWith('.api.openai.com')) return 'openai';
  return AZURE.test(host) ? 'azure' : 'compatible';
}

export class OpenAIProvider extends Provider {
  readonly kind: Provider['kind'];
  readonly baseURL: string;
  /** What it is called in messages. */
  readonly name: string;
  /** Whether it keeps data in one region, which costs more. */
  readonly isRegional: boolean;
  /** Whether what it says of a prompt's length, before it is sent, is what it bills. */
  readonly countsExactly: boolean;
  private hasResponses = true;

  constructor(
    private readonly options: Pick<OpenAISection, 'baseURL' | 'api'>,
    isSandbox = false,
  ) {
    super();
    this.baseURL = options.baseURL ?? OPENAI_URL;
    const { hostname, host } = new URL(this.baseURL);
    this.kind = kindOf(hostname);
    this.countsExactly = isSandbox || this.kind !== 'compatible';
    this.name = { openai: 'OpenAI', azure: 'Azure OpenAI', compatible: host }[this.kind];
    this.isRegional = this.kind === 'openai' && hostname !== 'api.openai.com';
  }

  override usesResponses(): boolean {
    return this.options.api === 'responses' || (this.options.api === 'auto' && this.hasResponses);
  }

  override rememberNoResponses(): void {
    this.hasResponses = false;
  }
}
