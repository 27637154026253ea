import type { LoadedConfig } from '../../config/load-config.js';
import { fault } from '../../contracts/fault.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import type { Services } from '../../services/create-services.js';
import { type Finding, failed } from './finding.js';

/** Whether there is a key and, when asked, whether OpenAI takes it. */
export async function checkKey(
  { apiKey, config }: LoadedConfig,
  services: Services,
  online: boolean,
): Promise<Finding> {
  const { baseURL } = config.openai;
  if (apiKey === undefined) {
    if (baseURL !== undefined)
      return { state: 'warning', area: 'key', message: `No API key is set; ${baseURL} may want one.` };
    const missing = fault(
      'API_KEY_MISSING',
      'Tools are listed without a key, and fail when they are called.',
      'Set OPENAI_API_KEY, or OPENAI_API_KEY_FILE to a file that holds the key.',
      { where: 'OPENAI_API_KEY' },
    );
    // A server without a key starts and lists its tools, and authors work with --sandbox.
    const finding = failed('key', 'There is no API key.', missing);
    return online ? finding : { ...finding, state: 'warning' };
  }
  if (!online)
    return { state: 'ok', area: 'key', message: 'An API key is set (--online asks whether it is accepted).' };
  return askOnline(services, baseURL ?? 'OpenAI');
}

async function askOnline(services: Services, provider: string): Promise<Finding> {
  try {
    const client = (await services.source('OpenAIClient', 'check')) as OpenAIClient;
    const { data } = await client.models.list();
    return {
      state: 'ok',
      area: 'key',
      message: `${provider} accepts the API key, and offers ${data.length} models.`,
    };
  } catch (error) {
    return failed('key', `${provider} did not accept a request.`, inWords(error, services));
  }
}

function inWords(error: unknown, { translators }: Services): unknown {
  for (const translate of translators) {
    const known = translate(error);
    if (known !== undefined) return fault(known.code, known.message, known.hint);
  }
  return error;
}
