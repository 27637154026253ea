import { IsInt, IsNotEmpty, IsString, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class AssistantsSettings {
  @Describe('Model of assistants that name none, where `defaults.model` names none either.')
  @IsString()
  @IsNotEmpty()
  model = 'gpt-6.2-sol';

  @Describe('How often the hosted tools, web_search and file_search, are used for one answer at most.')
  @IsInt()
  @Min(1)
  @Max(100)
  toolCalls = 4;

  @Describe(
    'Where the provider keeps no conversations: how many tokens of the thread so far, estimated, go with a question.',
  )
  @IsInt()
  @Min(1000)
  historyTokens = 64_000;
}
