import { IsArray, IsBoolean, IsIn, IsOptional, IsString } from 'class-validator';
import { Describe, Models, Provider, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { type KnownModel, knownModels } from './known-models.js';
import { LiveModels } from './live-models.js';
import { footOf, modelTable } from './model-table.js';

const KINDS = ['text', 'image', 'embedding', 'moderation', 'speech', 'transcription', 'realtime', 'other'];

class ListModelsInput {
  @IsOptional()
  @IsIn(KINDS)
  kind?: string;

  @IsOptional()
  @IsIn(['current', 'retiring', 'retired'])
  status?: string;

  @IsOptional()
  @IsString()
  search?: string;

  @IsOptional()
  @IsIn(['both', 'account', 'catalogue'])
  in?: KnownModel['in'];

  @Describe('Ask the provider')
  @IsOptional()
  @IsBoolean()
  live?: boolean;
}

/** What is listed of the output. */
class ListModelsOutput {
  @IsArray()
  models!: KnownModel[];
}

interface ListedModels extends ListModelsOutput {
  checked_on: string;
  /** How many the key may use. */
  account_models?: number;
}

@Tool({
  name: 'list-models',
  title: 'List models',
  description: 'List models with lifecycle, price and abilities.',
  input: ListModelsInput,
  output: ListModelsOutput,
  effect: 'read-only',
})
export class ListModels {
  constructor(
    private readonly models: Models,
    private readonly provider: Provider,
    private readonly live: LiveModels,
  ) {}

  async run(
    { kind, status, search, live = true, in: where }: ListModelsInput,
    call: ToolCall,
  ): Promise<ToolResult<ListedModels>> {
    const listed = live ? await this.live.list(call) : undefined;
    const foreign = this.provider.kind === 'compatible' && listed !== undefined;

    const words = search?.toLowerCase();
    const chosen = knownModels(this.models, listed, words !== undefined)
      .filter((model) => !foreign || model.available)
      .filter((model) => kind === undefined || model.kind === kind)
      .filter((model) =>
        status ? model.status === status : words !== undefined || model.status !== 'retired',
      )
      .filter((model) => where === undefined || model.in === where)
      .filter(({ id }) => words === undefined || id.toLowerCase().includes(words));
    const { checkedOn } = this.models;
    const foot = footOf(chosen, checkedOn, listed?.size);
    const facts = { checked_on: checkedOn, ...(listed && { account_models: listed.size }) };
    return new ToolResult({ models: chosen, ...facts }, `${modelTable(chosen)}\n${foot}`);
  }
}
