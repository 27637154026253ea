import { IsIn, IsOptional, IsString } from 'class-validator';
import { Describe, Nested, RecordOf } from '../plugin-api/property.js';
import { AuditSection } from './sections/audit-section.js';
import { BudgetSection } from './sections/budget-section.js';
import { CacheSection } from './sections/cache-section.js';
import { DefaultsSection } from './sections/defaults-section.js';
import { FilesSection } from './sections/files-section.js';
import { LimitsSection } from './sections/limits-section.js';
import { ModelsSection } from './sections/models-section.js';
import { ModerationSection } from './sections/moderation-section.js';
import { OpenAISection } from './sections/openai-section.js';
import { PluginEntry } from './sections/plugin-entry.js';
import { RoutingSection } from './sections/routing-section.js';
import { ServerSection } from './sections/server-section.js';
import { StorageSection } from './sections/storage-section.js';
import { TelemetrySection } from './sections/telemetry-section.js';
import { ToolSelection } from './sections/tool-selection.js';
import { WebhooksSection } from './sections/webhooks-section.js';

/** mcp.config.json. */
export class HostConfig {
  @Describe('Path of this schema, so that editors complete and check the file.')
  @IsOptional()
  @IsString()
  $schema?: string;

  @Describe('Plugins by name: false, true, or an object. A bundled plugin that is not named is on.')
  @RecordOf({ anyOf: ['boolean', () => PluginEntry] })
  plugins: Record<string, boolean | PluginEntry> = {};

  @Describe('Which tools of all plugins are served.')
  @Nested(() => ToolSelection)
  tools = new ToolSelection();

  @Describe('How OpenAI is reached.')
  @Nested(() => OpenAISection)
  openai = new OpenAISection();

  @Describe('What holds wherever a call says nothing.')
  @Nested(() => DefaultsSection)
  defaults = new DefaultsSection();

  @Describe('Which models may be asked, and what is known of them.')
  @Nested(() => ModelsSection)
  models = new ModelsSection();

  @Describe('Which model answers where `auto` is asked for.')
  @Nested(() => RoutingSection)
  routing = new RoutingSection();

  @Describe('What may be spent.')
  @Nested(() => BudgetSection)
  budget = new BudgetSection();

  @Describe('How fast requests go out.')
  @Nested(() => LimitsSection)
  limits = new LimitsSection();

  @Describe('Answers that are given again without being asked for again.')
  @Nested(() => CacheSection)
  cache = new CacheSection();

  @Describe('What is judged before a tool runs, and before its answer is given.')
  @Nested(() => ModerationSection)
  moderation = new ModerationSection();

  @Describe('The record of every call and every request.')
  @Nested(() => AuditSection)
  audit = new AuditSection();

  @Describe('Where the ledger, the cache and the audit record are kept.')
  @Nested(() => StorageSection)
  storage = new StorageSection();

  @Describe('Where tools write and what they may read.')
  @Nested(() => FilesSection)
  files = new FilesSection();

  @Describe('How the server presents itself and how long it waits.')
  @Nested(() => ServerSection)
  server = new ServerSection();

  @Describe('Where OpenAI tells that work has ended.')
  @Nested(() => WebhooksSection)
  webhooks = new WebhooksSection();

  @Describe('What others may see of its work: traces, metrics and logs.')
  @Nested(() => TelemetrySection)
  telemetry = new TelemetrySection();

  @Describe('Least important log lines to write to stderr.')
  @IsIn(['debug', 'info', 'warn', 'error', 'silent'])
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'warn';

  @Describe('How log lines are written: auto is for people on a terminal, and JSON elsewhere.')
  @IsIn(['auto', 'json', 'human'])
  logFormat: 'auto' | 'json' | 'human' = 'auto';
}
