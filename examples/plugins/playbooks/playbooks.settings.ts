import { IsString, MinLength } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class PlaybooksSettings {
  @Describe('Folder of the Markdown pages, from the folder of this plugin on.')
  @IsString()
  @MinLength(1)
  folder = 'pages';
}
