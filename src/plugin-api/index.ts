/**
 * What plugin authors import: `openai-mcp-host/plugin`.
 *
 * @module openai-mcp-host/plugin
 */
import 'reflect-metadata';

export {
  type BatchFiles,
  type BatchLine,
  BatchLines,
  type BatchResult,
  type FittedLine,
} from './batch-lines.js';
export { type ByteLine, byteLines } from './byte-lines.js';
export {
  CallStep,
  type CallStepOptions,
  type NextStep,
  type StepContext,
  type StepOfCall,
} from './call-step.js';
export type { Capability } from './capability.js';
export { type Chart, Charts, type LineChart } from './charts.js';
export { type CitedAnswer, CitedAnswers, type Source } from './cited-answers.js';
export {
  type ChunkPlace,
  type CollectionFacts,
  Collections,
  type FilterRange,
  type Hit,
  type KnownDocument,
  type Metadata,
  type MetadataFilter,
  type NewChunk,
  type NewDocument,
  type SearchRequest,
} from './collections.js';
export { confirmed } from './confirmed.js';
export { Contract, type Exportable } from './contract.js';
export type {
  CostReconciliation,
  ReconciledDay,
  ReconciledLine,
  ReconciledSum,
  ReportScope,
} from './cost-reconciliation.js';
export {
  type BudgetState,
  type CostChart,
  type CostForecast,
  type CostHistory,
  type CostKey,
  type CostLine,
  type CostPeriod,
  type CostReport,
  type CostSum,
  CostTracker,
  type HistoryLine,
  type HistorySum,
} from './cost-tracker.js';
export { Defaults } from './defaults.js';
export { type CallEstimate, Estimates, type RequestEstimate } from './estimates.js';
export { Files, type ListedFile, type OpenedFile, type ReadFile, type StoredFile } from './files.js';
export { FunctionSpec } from './function-spec.js';
export type { Icon } from './icon.js';
export { type Job, type JobQuery, type JobStatus, Jobs, type NewJob, type WorkKind } from './jobs.js';
export type { Alternative, JsonSchema, Shape } from './json-schema.js';
export { type Leased, LeasedRecord, type Taking } from './leased-record.js';
export { Logger } from './logger.js';
export { isEndpointMissing } from './missing-endpoint.js';
export { type ModelInfo, type ModelKind, Models, type TokenPrice, type TrainingPrice } from './models.js';
export { OpenAIClient } from './openai-client.js';
export { type Buildable, definePlugin, type PluginDefinition } from './plugin.js';
export { Prompt, type Promptable, type PromptOptions } from './prompt.js';
export { type PromptMessage, type PromptPart, PromptResult } from './prompt-result.js';
export { Describe, Nested, Nullable, RecordOf, Schema, Union } from './property.js';
export { Provider } from './provider.js';
export { type Kept, Records } from './records.js';
export {
  type Content,
  type ListedResource,
  type Readable,
  Resource,
  type ResourceOptions,
  type Variables,
} from './resource.js';
export type { EmbeddedResource, ResourceContent } from './resource-content.js';
export {
  JsonObjectFormat,
  JsonSchemaFormat,
  NamedSchema,
  PlainTextFormat,
  RESPONSE_FORMATS,
  type ResponseFormat,
  textFormatOf,
} from './response-format.js';
export { type Lifecycle, Service } from './service.js';
export { Shapes } from './shapes.js';
export { Subscribers } from './subscribers.js';
export {
  type Citation,
  type FunctionCalled,
  type FunctionChoice,
  type HostedTool,
  type TextAnswer,
  type TextFormat,
  type TextFunction,
  TextGeneration,
  type TextRequest,
  type TextUsage,
} from './text-generation.js';
export type {
  AudioPart,
  FilePart,
  PicturePart,
  TextMessage,
  TextMessagePart,
  TextPart,
} from './text-message.js';
export { textProgress } from './text-progress.js';
export { Tokens } from './tokens.js';
export { type LongCall, type Runnable, Tool, type ToolEffect, type ToolOptions } from './tool.js';
export type { AppOrigins, AppPermission, ToolApp } from './tool-app.js';
export {
  type Asked,
  type Client,
  type ClientCapability,
  type Confirmation,
  type LogLevel,
  type Root,
  type Sample,
  type SampleOptions,
  ToolCall,
} from './tool-call.js';
export { ToolError, type ToolErrorFacts } from './tool-error.js';
export { type Media, ToolResult } from './tool-result.js';
export { jsonSchema, type VerbatimSchema } from './verbatim-schema.js';
