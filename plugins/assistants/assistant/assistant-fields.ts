import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** What the listings say of an assistant; {@link AssistantForm} is the exact form of what they leave open. */
export class AssistantFields {
  @IsOptional()
  @IsString()
  instructions?: string;

  @IsOptional()
  @IsString()
  model?: string;

  @Describe('function|file_search|web_search')
  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  tools?: object[];
}
