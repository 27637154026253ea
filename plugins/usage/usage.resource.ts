import { CostTracker, Resource } from 'openai-mcp-host/plugin';
import { usageText } from './usage-text.js';

@Resource({
  uri: 'openai-mcp-host://usage',
  name: 'usage',
  title: 'Usage',
  description: "What was spent since the server's start, by model, tool and plugin, as tables.",
  mimeType: 'text/plain',
})
export class UsageResource {
  constructor(private readonly costs: CostTracker) {}

  read(): string {
    return usageText(this.costs.report());
  }
}
