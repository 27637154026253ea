import nock from 'nock';
import { definePlugin, type PluginDefinition } from 'openai-mcp-host/plugin';
import { type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import { AskAssistant } from '../../plugins/assistants/ask-assistant.tool.js';
import { CreateAssistant } from '../../plugins/assistants/create-assistant.tool.js';
import { DeleteAssistant } from '../../plugins/assistants/delete-assistant.tool.js';
import { DeleteThread } from '../../plugins/assistants/delete-thread.tool.js';
import { ImportAssistants } from '../../plugins/assistants/import-assistants.tool.js';
import { ListAssistants } from '../../plugins/assistants/list-assistants.tool.js';
import { ListMessages } from '../../plugins/assistants/list-messages.tool.js';
import assistants from '../../plugins/assistants/plugin.js';
import { UpdateAssistant } from '../../plugins/assistants/update-assistant.tool.js';
import audio from '../../plugins/audio/plugin.js';
import { Speak } from '../../plugins/audio/speak.tool.js';
import { TranscribeAudio } from '../../plugins/audio/transcribe-audio.tool.js';
import { TranslateAudio } from '../../plugins/audio/translate-audio.tool.js';
import { CreateEmbedding } from '../../plugins/embeddings/create-embedding.tool.js';
import { DeleteCollection } from '../../plugins/embeddings/delete-collection.tool.js';
import { IndexDocuments } from '../../plugins/embeddings/index-documents.tool.js';
import { ListCollections } from '../../plugins/embeddings/list-collections.tool.js';
import embeddings from '../../plugins/embeddings/plugin.js';
import { SemanticSearch } from '../../plugins/embeddings/semantic-search.tool.js';
import { SimilarTo } from '../../plugins/embeddings/similar-to.tool.js';
import { DeleteFile } from '../../plugins/files/delete-file.tool.js';
import { DownloadFile } from '../../plugins/files/download-file.tool.js';
import { GetFile } from '../../plugins/files/get-file.tool.js';
import { ListFiles } from '../../plugins/files/list-files.tool.js';
import files from '../../plugins/files/plugin.js';
import { UploadFile } from '../../plugins/files/upload-file.tool.js';
import { CancelFineTuningJob } from '../../plugins/fine-tuning/cancel-fine-tuning-job.tool.js';
import { CreateFineTuningJob } from '../../plugins/fine-tuning/create-fine-tuning-job.tool.js';
import { GetFineTuningJob } from '../../plugins/fine-tuning/get-fine-tuning-job.tool.js';
import { ListFineTuningCheckpoints } from '../../plugins/fine-tuning/list-fine-tuning-checkpoints.tool.js';
import { ListFineTuningEvents } from '../../plugins/fine-tuning/list-fine-tuning-events.tool.js';
import { ListFineTuningJobs } from '../../plugins/fine-tuning/list-fine-tuning-jobs.tool.js';
import { PauseFineTuningJob } from '../../plugins/fine-tuning/pause-fine-tuning-job.tool.js';
import fineTuning from '../../plugins/fine-tuning/plugin.js';
import { ResumeFineTuningJob } from '../../plugins/fine-tuning/resume-fine-tuning-job.tool.js';
import { ValidateTrainingData } from '../../plugins/fine-tuning/validate-training-data.tool.js';
import { CreateImageVariation } from '../../plugins/images/create-image-variation.tool.js';
import { EditImage } from '../../plugins/images/edit-image.tool.js';
import { GenerateImage } from '../../plugins/images/generate-image.tool.js';
import images from '../../plugins/images/plugin.js';
import { CancelJob } from '../../plugins/jobs/cancel-job.tool.js';
import { GetJob } from '../../plugins/jobs/get-job.tool.js';
import { ListJobs } from '../../plugins/jobs/list-jobs.tool.js';
import jobs from '../../plugins/jobs/plugin.js';
import { ModerateContent } from '../../plugins/moderation/moderate-content.tool.js';
import moderation from '../../plugins/moderation/plugin.js';
import { DeepResearch } from '../../plugins/research/deep-research.tool.js';
import research from '../../plugins/research/plugin.js';
import { WebSearch } from '../../plugins/research/web-search.tool.js';
import { ChatCompletion } from '../../plugins/text/chat-completion.tool.js';
import { CompareModels } from '../../plugins/text/compare-models.tool.js';
import { CallFunctions } from '../../plugins/text/function-call.tool.js';
import text from '../../plugins/text/plugin.js';
import { EstimateCost } from '../../plugins/usage/estimate-cost.tool.js';
import { ListModels } from '../../plugins/usage/list-models.tool.js';
import usage from '../../plugins/usage/plugin.js';
import { ReconcileCosts } from '../../plugins/usage/reconcile-costs.tool.js';
import { UsageReport } from '../../plugins/usage/usage-report.tool.js';
import { AddToVectorStore } from '../../plugins/vector-stores/add-to-vector-store.tool.js';
import { CreateVectorStore } from '../../plugins/vector-stores/create-vector-store.tool.js';
import { DeleteVectorStore } from '../../plugins/vector-stores/delete-vector-store.tool.js';
import { ListVectorStores } from '../../plugins/vector-stores/list-vector-stores.tool.js';
import vectorStores from '../../plugins/vector-stores/plugin.js';
import { SearchVectorStore } from '../../plugins/vector-stores/search-vector-store.tool.js';
import { AnalyzeDocument } from '../../plugins/vision/analyze-document.tool.js';
import { AnalyzeImage } from '../../plugins/vision/analyze-image.tool.js';
import { CompareImages } from '../../plugins/vision/compare-images.tool.js';
import { ExtractData } from '../../plugins/vision/extract-data.tool.js';
import vision from '../../plugins/vision/plugin.js';

/** In place of the built ones. */
const PLUGINS: PluginDefinition[] = [
  { ...text, tools: [ChatCompletion, CallFunctions, CompareModels] },
  { ...images, tools: [GenerateImage, EditImage, CreateImageVariation] },
  { ...vision, tools: [AnalyzeImage, CompareImages, AnalyzeDocument, ExtractData] },
  { ...audio, tools: [Speak, TranscribeAudio, TranslateAudio] },
  {
    ...embeddings,
    tools: [CreateEmbedding, DeleteCollection, IndexDocuments, ListCollections, SemanticSearch, SimilarTo],
  },
  {
    ...assistants,
    tools: [
      ...[AskAssistant, CreateAssistant, DeleteAssistant, DeleteThread],
      ...[ImportAssistants, ListAssistants, ListMessages, UpdateAssistant],
    ],
  },
  { ...moderation, tools: [ModerateContent] },
  { ...research, tools: [DeepResearch, WebSearch] },
  {
    ...fineTuning,
    tools: [
      ...[CancelFineTuningJob, CreateFineTuningJob, GetFineTuningJob, ListFineTuningCheckpoints],
      ...[ListFineTuningEvents, ListFineTuningJobs, PauseFineTuningJob, ResumeFineTuningJob],
      ValidateTrainingData,
    ],
  },
  { ...jobs, tools: [CancelJob, GetJob, ListJobs] },
  { ...usage, tools: [EstimateCost, ListModels, ReconcileCosts, UsageReport] },
  { ...files, tools: [DeleteFile, DownloadFile, GetFile, ListFiles, UploadFile] },
  {
    ...vectorStores,
    tools: [AddToVectorStore, CreateVectorStore, DeleteVectorStore, ListVectorStores, SearchVectorStore],
  },
].map(definePlugin);

type Json = Record<string, unknown>;

export interface Outcome {
  structured: Json;
  /** What the model reads, notes and all. */
  text: string;
  /** Blocks other than text. */
  blocks: Json[];
  isError: boolean;
  /** The code of the error. */
  code: string | undefined;
  progress: string[];
}

export interface BundledHost extends Omit<TestHost, 'callTool'> {
  call(tool: string, input?: Json): Promise<Outcome>;
}

/** The bundled plugins from their sources, behind a real client; a failed request is not sent again. */
export async function bundledHost(options: TestHostOptions = {}): Promise<BundledHost> {
  nock.disableNetConnect();
  const { openai, ...config } = { openai: {}, ...options.config };
  const host = await testHost({
    ...options,
    plugins: PLUGINS,
    network: 'configured',
    config: { ...config, openai: { maxRetries: 0, ...openai } },
  });
  return {
    ...host,
    async call(tool, input = {}) {
      const progress: string[] = [];
      const onProgress = ({ message }: { message?: string }) => progress.push(message ?? '');
      const result = await host.callTool(tool, input, { onProgress });
      const texts = result.content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
      const error = result._meta?.['openai-mcp-host/error'] as { code: string } | undefined;
      return {
        structured: (result.structuredContent ?? {}) as Json,
        text: texts.join('\n'),
        blocks: result.content.filter((block) => block.type !== 'text') as Json[],
        isError: result.isError === true,
        code: error?.code,
        progress,
      };
    },
  };
}

const ORIGIN = 'https://api.openai.com';

/** Answers the next POSTs to a path, one reply each; returns the bodies that were sent. */
export function onPost(path: string, ...replies: { status?: number; body: unknown }[]): Json[] {
  return onPostTo(`${ORIGIN}/v1`, path, ...replies);
}

export function onPostTo(
  base: string,
  path: string,
  ...replies: { status?: number; body: unknown }[]
): Json[] {
  const sent: Json[] = [];
  for (const { status = 200, body } of replies) {
    const type = typeof body === 'string' ? 'text/event-stream' : 'application/json';
    nock(base)
      .post(path, (received) => sent.push(received) > 0)
      .reply(status, body as nock.Body, { 'content-type': type });
  }
  return sent;
}

export const sse = (events: unknown[]): string =>
  events
    .map((event) => {
      const type = (event as { type?: string }).type;
      return `${type ? `event: ${type}\n` : ''}data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`;
    })
    .join('');

export const USAGE = { input_tokens: 10, output_tokens: 5, total_tokens: 15 };

/** A response of the Responses API that says a text. */
export const said = (text: string, more: Json = {}) => ({
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  model: 'gpt-6.2-sol',
  output: [
    {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text, annotations: [] }],
    },
  ],
  usage: USAGE,
  ...more,
});

/** A chat completion that says a text. */
export const chatted = (message: Json, finish_reason = 'stop') => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  model: 'llama',
  choices: [
    { index: 0, message: { role: 'assistant', content: null, refusal: null, ...message }, finish_reason },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});
