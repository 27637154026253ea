import { ArrayMaxSize, IsArray, IsObject, IsOptional, IsString, Length } from 'class-validator';
import { Describe, Nested } from 'openai-mcp-host/plugin';

/** What the listing says of a question; {@link ExactQuestion} is the exact form. */
export class AskAssistantInput {
  @IsOptional()
  @IsString()
  assistant_id?: string;

  @IsOptional()
  @IsString()
  thread_id?: string;

  @IsOptional()
  @IsString()
  input?: string;

  @Describe('Paths, URLs, file ids')
  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  files?: string[];

  @Describe('{tool_call_id, output}')
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  tool_outputs?: object[];
}

class ToolOutput {
  @Length(1, 200)
  tool_call_id!: string;

  @IsString()
  output!: string;
}

export class ExactQuestion {
  @IsOptional()
  @IsString()
  assistant_id?: string;

  @IsOptional()
  @IsString()
  thread_id?: string;

  @IsOptional()
  @Length(1, 1_000_000)
  input?: string;

  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  files: string[] = [];

  @IsArray()
  @ArrayMaxSize(128)
  @Nested(() => ToolOutput, { each: true })
  tool_outputs: ToolOutput[] = [];
}
