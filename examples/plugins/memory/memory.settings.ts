import { MinLength } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class MemorySettings {
  @Describe('Where the graph is kept: a path, from the folder of this plugin on.')
  @MinLength(1)
  file = 'memory.jsonl';
}
