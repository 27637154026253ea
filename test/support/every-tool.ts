import { ask } from './openai-answers.js';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Every bundled tool with the least that it can be called with: whatever has a default is left out. */
export const EVERY_TOOL: Record<string, Record<string, unknown>> = {
  'analyze-image': { image_url: PIXEL },
  'chat-completion': ask('Say hello.'),
  'create-embedding': { input: 'hello' },
  'create-image-variation': { image: PIXEL },
  'edit-image': { image: [PIXEL], prompt: 'Make it red.' },
  'estimate-cost': { tool: 'usage-report' },
  'function-call': { ...ask('Greet Ada.'), functions: [{ name: 'greet' }] },
  'generate-image': { prompt: 'A lighthouse' },
  'list-models': {},
  'moderate-content': { input: 'hello' },
  'usage-report': {},
};
