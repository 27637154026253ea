import { Models, Resource } from 'openai-mcp-host/plugin';
import { knownModels } from './known-models.js';

@Resource({
  uri: 'openai-mcp-host://models',
  name: 'models',
  title: 'Models',
  description: 'The catalogue of models as JSON: kind, status, shutdown, replacement, price, abilities.',
  mimeType: 'application/json',
})
export class ModelsResource {
  constructor(private readonly models: Models) {}

  read(): string {
    const models = knownModels(this.models, undefined, false);
    return JSON.stringify({ checked_on: this.models.checkedOn, models });
  }
}
