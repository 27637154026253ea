import type { Defaults } from 'openai-mcp-host/plugin';
import type { BatchSettings } from '../batch.settings.js';

type Json = Record<string, unknown>;

interface BatchEndpoint {
  /** Fields of which a body must have one. */
  needs: readonly string[];
  /** The body that asks a plain text. */
  ask?(text: string): Json;
  model(settings: BatchSettings, defaults: Defaults): string;
}

const text = ({ model }: BatchSettings, defaults: Defaults): string => defaults.model ?? model;
const image = ({ imageModel }: BatchSettings): string => imageModel;

/** What batches are made of, by the `url` of their lines. */
export const ENDPOINTS = {
  '/v1/responses': { needs: ['input', 'prompt'], ask: (input) => ({ input }), model: text },
  '/v1/chat/completions': {
    needs: ['messages'],
    ask: (content) => ({ messages: [{ role: 'user', content }] }),
    model: text,
  },
  '/v1/completions': { needs: ['prompt'], ask: (prompt) => ({ prompt }), model: text },
  '/v1/embeddings': {
    needs: ['input'],
    ask: (input) => ({ input }),
    model: ({ embeddingModel }) => embeddingModel,
  },
  '/v1/moderations': {
    needs: ['input'],
    ask: (input) => ({ input }),
    model: () => 'omni-moderation-latest',
  },
  '/v1/images/generations': { needs: ['prompt'], ask: (prompt) => ({ prompt }), model: image },
  '/v1/images/edits': { needs: ['prompt'], model: image },
} satisfies Record<string, BatchEndpoint>;

export type EndpointUrl = keyof typeof ENDPOINTS;

export const URLS = Object.keys(ENDPOINTS) as EndpointUrl[];

export const endpointOf = (url: unknown): BatchEndpoint | undefined =>
  typeof url === 'string' && Object.hasOwn(ENDPOINTS, url) ? ENDPOINTS[url as EndpointUrl] : undefined;
