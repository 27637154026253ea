import { IsArray, IsString } from 'class-validator';
import {
  CitedAnswers,
  Defaults,
  Shapes,
  type Source,
  Tool,
  type ToolCall,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { ResearchSettings } from './research.settings.js';
import { WebAnswers } from './web-answers.js';
import { WebQuery } from './web-query.js';
import { webTool } from './web-tool.js';
import { WebWishes } from './web-wishes.js';

class WebSearchOutput {
  @IsString()
  text!: string;

  @IsArray()
  sources!: Source[];
}

@Tool({
  name: 'web-search',
  title: 'Search the web',
  description: 'Answer a question from the web, with numbered sources.',
  input: WebQuery,
  output: WebSearchOutput,
  effect: 'read-only',
  errors: {
    WEB_SEARCH_UNAVAILABLE: 'The provider has no web search.',
    CONTENT_REFUSED: 'The model, or OpenAI, refused to answer.',
    OUTPUT_INCOMPLETE: 'The token limit was reached before there was an answer.',
  },
})
export class WebSearch {
  constructor(
    private readonly answers: WebAnswers,
    private readonly cited: CitedAnswers,
    private readonly defaults: Defaults,
    private readonly settings: ResearchSettings,
    private readonly shapes: Shapes,
  ) {}

  async run({ model, ...wished }: WebQuery, call: ToolCall): Promise<ToolResult<WebSearchOutput>> {
    const wishes = await this.shapes.check(WebWishes, wished);
    const response = await this.answers.ask(
      {
        model: model ?? this.defaults.model ?? this.settings.model,
        input: wishes.query,
        tools: [webTool(wishes)],
        include: ['web_search_call.action.sources'],
        max_tool_calls: wishes.web_search?.max_tool_calls ?? this.settings.searchCalls,
        ...(this.defaults.maxTokens !== undefined && { max_output_tokens: this.defaults.maxTokens }),
      },
      'standard',
      call,
    );
    const { text, sources, markdown, shortfall } = this.cited.read(response);
    if (shortfall !== undefined) call.note(shortfall);
    return new ToolResult({ text, sources }, markdown);
  }
}
