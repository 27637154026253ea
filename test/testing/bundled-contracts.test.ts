import { type ContractOptions, pluginContract } from 'openai-mcp-host/testing';
import { test } from 'vitest';
import { EVERY_TOOL } from '../support/every-tool.js';
import { answerInForm } from './answer-in-form.js';

const TOOLS: Record<string, readonly string[]> = {
  assistants: ['create-assistant', 'import-assistants', 'list-assistants', 'list-messages'],
  embeddings: ['create-embedding'],
  files: ['list-files', 'upload-file'],
  // The others ask OpenAI for what no script has.
  'fine-tuning': ['validate-training-data'],
  // Its tools need a job that another plugin has started.
  jobs: [],
  images: ['create-image-variation', 'edit-image', 'generate-image'],
  moderation: ['moderate-content'],
  research: ['deep-research', 'web-search'],
  text: ['chat-completion', 'compare-models', 'function-call'],
  usage: ['estimate-cost', 'list-models', 'usage-report'],
  vision: ['analyze-document', 'analyze-image', 'compare-images', 'extract-data'],
};

const PROMPTS: ContractOptions['prompts'] & {} = {
  'brand-picture': { subject: 'a fox', brand: 'warm reds' },
  'describe-for-alt-text': { image_url: 'https://example.com/a.png' },
  'extract-invoice': { image_url: './invoice.png' },
  'research-question': { question: 'Who keeps the lighthouse?' },
  'summarize-document': { file_url: './report.pdf' },
  'summarize-for': { text: 'A long text.', reader: 'a child' },
  'translate-text': { text: 'Guten Tag.', language: 'English' },
};

const callsOf = (tools: readonly string[]): ContractOptions['calls'] & {} =>
  Object.fromEntries(tools.map((tool) => [tool, EVERY_TOOL[tool]!]));

for (const [plugin, tools] of Object.entries(TOOLS)) {
  const place = new URL(`../../plugins/${plugin}`, import.meta.url);
  for (const { name, run } of pluginContract(place, {
    calls: callsOf(tools),
    prompts: PROMPTS,
    openai: answerInForm,
  })) {
    test(name, run);
  }
}
