import { Equals, IsInt, IsOptional, Max, Min } from 'class-validator';
import { FunctionSpec, type HostedTool, Nested, type TextFunction } from 'openai-mcp-host/plugin';

class FileSearchOptions {
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(50)
  max_num_results?: number;
}

export class FileSearch {
  @Equals('file_search')
  type!: 'file_search';

  @IsOptional()
  @Nested(() => FileSearchOptions)
  file_search?: FileSearchOptions;
}

export class WebSearch {
  @Equals('web_search')
  type!: 'web_search';
}

/** Known for what it is told of it: nothing here runs code. */
export class CodeInterpreter {
  @Equals('code_interpreter')
  type!: 'code_interpreter';
}

export class OwnFunction {
  @Equals('function')
  type!: 'function';

  @Nested(() => FunctionSpec)
  function!: FunctionSpec;
}

export type AssistantTool = FileSearch | WebSearch | CodeInterpreter | OwnFunction;

export const functionsOf = (tools: readonly AssistantTool[]): TextFunction[] =>
  tools.flatMap((tool) => (tool.type === 'function' ? [tool.function] : []));

/** Those that OpenAI runs; a search of files without a vector store to search is left out. */
export const hostedToolsOf = (
  tools: readonly AssistantTool[],
  vectorStores: readonly string[],
): HostedTool[] =>
  tools.flatMap((tool): HostedTool[] => {
    if (tool.type === 'web_search') return [{ type: 'web_search' }];
    if (tool.type !== 'file_search' || vectorStores.length === 0) return [];
    return [{ type: 'file_search', vector_store_ids: vectorStores, ...tool.file_search }];
  });

/** Functions as Responses has them, in the form of the Assistants API. */
export const nestedFunctions = (tools: readonly object[]): object[] =>
  tools.map((tool) => {
    const { type, function: spec, ...rest } = tool as { type?: unknown; function?: unknown };
    return type === 'function' && spec === undefined ? { type, function: rest } : tool;
  });
