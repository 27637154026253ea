import type OpenAI from 'openai';
import { Contract } from './contract.js';

/**
 * OpenAI's API, as the `openai` package has it, owned by the host: every request sent through it is priced, metered,
 * retried and cancelled with the call that it belongs to. Its errors may be left to pass: the host turns them into
 * results that the model understands.
 *
 * Requests that can be answered again are, from the host's cache. The header `openai-mcp-host-cache` on a request, `on` or
 * `off`, asks for that or for an answer of its own; it is not sent.
 *
 * A model named `auto` is one that the host chooses. The header `openai-mcp-host-task`, `draft`, `standard` or `hard`, says
 * how much the request asks of it; it is not sent.
 *
 * Loaded at its first use. Source: the types of `openai` 7.
 */
@Contract('OpenAIClient')
export abstract class OpenAIClient {}

export interface OpenAIClient
  extends Pick<
    OpenAI,
    | 'responses'
    | 'conversations'
    | 'chat'
    | 'images'
    | 'embeddings'
    | 'moderations'
    | 'audio'
    | 'files'
    | 'uploads'
    | 'batches'
    | 'fineTuning'
    | 'vectorStores'
    | 'models'
    | 'containers'
  > {}
