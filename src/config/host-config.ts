import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Describe, Nested, RecordOf } from '../plugin-api/property.js';
import type { ToolEffect } from '../plugin-api/tool.js';

const EFFECTS: readonly ToolEffect[] = ['read-only', 'additive', 'destructive'];

/** Which tools are served: those that `only` and `effects` admit and `except` does not match. */
export class ToolSelection {
  @Describe('Serve only the tools whose names match one of these globs.')
  @IsOptional()
  @IsString({ each: true })
  only?: string[];

  @Describe('Never serve the tools whose names match one of these globs. Wins over everything else.')
  @IsOptional()
  @IsString({ each: true })
  except?: string[];

  @Describe('Serve only tools with one of these effects.')
  @IsOptional()
  @IsIn(EFFECTS, { each: true })
  effects?: ToolEffect[];
}

/** `plugins.<name>`, in its long form. */
export class PluginEntry {
  @Describe('Whether the plugin is on.')
  @IsBoolean()
  enabled = true;

  @Describe(
    'Where it is, unless bundled: a folder, a file or a glob of them (relative to this config file), or an npm package.',
  )
  @IsOptional()
  @IsString()
  from?: string;

  @Describe('Which of its tools are served.')
  @IsOptional()
  @Nested(() => ToolSelection)
  tools?: ToolSelection;

  @Describe("The plugin's own settings, as its documentation says.")
  @IsOptional()
  @IsObject()
  @RecordOf('any')
  settings?: Record<string, unknown>;
}

/** `openai`: where requests go, as whom, and how patiently. */
export class OpenAISection {
  @Describe(`The API key, by reference: \${env:OPENAI_API_KEY} or \${file:/run/secrets/openai}.`)
  @IsOptional()
  @IsString()
  apiKey?: string;

  @Describe('Base URL of another provider that speaks the same API, or of Azure OpenAI (…/openai/v1/).')
  @IsOptional()
  @Matches(/^(?:https?:\/\/|\$\{)\S+$/)
  baseURL?: string;

  @Describe('OpenAI organization that requests are booked to; never sent to another provider.')
  @IsOptional()
  @IsString()
  organization?: string;

  @Describe('OpenAI project that requests are booked to; never sent to another provider.')
  @IsOptional()
  @IsString()
  project?: string;

  @Describe('Which API text goes over. auto: Responses where the provider has it, else Chat Completions.')
  @IsIn(['auto', 'responses', 'chat'])
  api: 'auto' | 'responses' | 'chat' = 'auto';

  @Describe('Seconds until a request without any answer is given up.')
  @IsNumber()
  @Min(1)
  @Max(7200)
  timeoutSeconds = 600;

  @Describe('How often a request that failed for a passing reason is sent again.')
  @IsInt()
  @Min(0)
  @Max(10)
  maxRetries = 3;

  @Describe(
    'The longest wait before a retry, in seconds. A longer Retry-After ends the call, which says when to come back.',
  )
  @IsNumber()
  @Min(0)
  @Max(3600)
  maxRetryWaitSeconds = 30;
}

/** `defaults`: what holds where a call says nothing. */
export class DefaultsSection {
  @Describe('Text model wherever a call names none.')
  @IsOptional()
  @IsString()
  model?: string;

  @Describe('Most output tokens of one answer, where a call sets none.')
  @IsOptional()
  @IsInt()
  @Min(1)
  maxTokens?: number;

  @Describe('Sampling temperature where a call sets none; dropped for models that take none.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;
}

/** `models`: the catalogue and what it decides. */
export class ModelsSection {
  @Describe(
    'What to do with a retired model: ask its replacement and say so, refuse, or send it as it is. With a foreign base URL: pass-through.',
  )
  @IsOptional()
  @IsIn(['substitute', 'reject', 'pass-through'])
  retired?: 'substitute' | 'reject' | 'pass-through';

  @Describe('A catalogue of your own, merged over config/models.json: a path relative to this config file.')
  @IsOptional()
  @IsString()
  catalogue?: string;
}

/** `files`: where tools write and what they may read. */
export class FilesSection {
  @Describe('Folder for the files that tools make. Default: `files` in the data folder.')
  @IsOptional()
  @IsString()
  folder?: string;

  @Describe(
    'Folders that tools may read from, relative to this config file. None: only what tools made themselves is read.',
  )
  @IsString({ each: true })
  roots: string[] = [];
}

/** `server`: what clients meet. */
export class ServerSection {
  @Describe('Name that the server gives itself.')
  @IsString()
  name = 'openai-mcp-host';

  @Describe('Most bytes of one encoded message to the client; what is larger goes to a file and a link.')
  @IsInt()
  @Min(16_384)
  @Max(9_000_000)
  maxMessageBytes = 1_048_576;

  @Describe('Seconds until a tool call is given up, unless the tool sets its own limit.')
  @IsNumber()
  @Min(1)
  callTimeoutSeconds = 900;

  @Describe('Seconds that a plugin may take to load or to start.')
  @IsNumber()
  @Min(0.1)
  @Max(600)
  pluginTimeoutSeconds = 10;
}

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

  @Describe('Where tools write and what they may read.')
  @Nested(() => FilesSection)
  files = new FilesSection();

  @Describe('How the server presents itself and how long it waits.')
  @Nested(() => ServerSection)
  server = new ServerSection();

  @Describe('Least important log lines to write to stderr.')
  @IsIn(['debug', 'info', 'warn', 'error', 'silent'])
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'warn';
}
