import { createHash } from 'node:crypto';
import type { OpenAISection } from '../../config/sections/openai-section.js';

/** Whose limits they are, as a hash: servers that use the same key for the same project share them. */
export const accountKey = (
  baseURL: string,
  { apiKey, organization, project }: Pick<OpenAISection, 'apiKey' | 'organization' | 'project'>,
): string =>
  createHash('sha256')
    .update(JSON.stringify([baseURL, apiKey ?? '', organization ?? '', project ?? '']))
    .digest('hex')
    .slice(0, 32);
