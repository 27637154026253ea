import { dataUrl, leftHalf, plain } from '../support/pictures.js';

export type Input = Record<string, unknown>;

const HI = { role: 'user', content: 'Hi' };
const messages = [HI];
const WEATHER = {
  name: 'weather_in-city',
  description: 'Weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
  strict: false,
};
const CALL = { id: 'call_1', type: 'function', function: { name: 'weather_in-city', arguments: '{}' } };
const CHAT = [
  { role: 'system', content: 'Be brief.' },
  { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
  {
    role: 'user',
    content: [
      { type: 'text', text: '' },
      { type: 'image_url', image_url: { url: 'http://example.com/a.png' } },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==', detail: 'original' } },
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } },
      { type: 'file', file: { file_id: 'file-1' } },
    ],
  },
  { role: 'assistant', content: null, tool_calls: [CALL] },
  { role: 'tool', tool_call_id: 'call_1', content: null },
  { role: 'assistant', content: 'Sunny.', tool_calls: [] },
];
const SCHEMA = { type: 'object', properties: { n: { type: 'integer' } } };
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const DRAWN = dataUrl(await plain(64, 64), 'image/png');
const HOLED = dataUrl(await leftHalf(64, 64), 'image/png');

/** A tool, an input that its schema accepts, and whether the tool needs no network for it. */
export const accepted: [tool: string, input: Input, isLocal?: boolean][] = [
  ['chat-completion', { messages }],
  [
    'chat-completion',
    {
      messages: CHAT,
      model: 'gpt-6-luna',
      max_tokens: 1,
      temperature: 2,
      stream: true,
      functions: [WEATHER, { name: 'now' }],
      tools: [
        { type: 'function', function: { name: 'nested', strict: true } },
        { type: 'function', name: 'flat', description: 'd', parameters: {}, strict: true },
      ],
      tool_choice: { type: 'function', function: { name: 'flat' } },
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: SCHEMA, strict: true } },
      reasoning_effort: 'none',
      verbosity: 'high',
    },
  ],
  ['chat-completion', { messages, functions: [WEATHER], tool_choice: { name: 'weather_in-city' } }],
  ['chat-completion', { messages, functions: [], tools: [], tool_choice: 'none' }],
  ['chat-completion', { messages, response_format: { type: 'text' } }],
  ['chat-completion', { messages, response_format: { type: 'json_object' } }],
  ['chat-completion', { messages, response_format: { type: 'json_schema', json_schema: { schema: {} } } }],
  ['chat-completion', { messages, json_schema: SCHEMA }],
  ['chat-completion', { messages, json_schema: { name: 'not a name', schema: SCHEMA, strict: 'yes' } }],
  ['function-call', { messages: CHAT, functions: [WEATHER], function_call: { name: 'weather_in-city' } }],
  ['function-call', { messages, functions: [WEATHER], function_call: 'required', model: 'any' }],
  ['generate-image', { prompt: 'A fox' }],
  [
    'generate-image',
    {
      prompt: 'A fox',
      model: 'gpt-image-2.5-sunburst',
      size: '1536x1024',
      quality: 'hd',
      style: { look: 'vivid', palette: 'teal', composition: 'centred' },
      n: 1,
      background: 'transparent',
      output_format: 'webp',
      output_compression: 0,
      partial_images: 3,
    },
  ],
  ['generate-image', { prompt: 'A fox', style: 'woodcut', n: 10, output_format: 'gif' }],
  ['edit-image', { image: [DRAWN], prompt: 'Snow' }],
  [
    'edit-image',
    {
      image: [DRAWN, DRAWN],
      prompt: 'Snow',
      mask: HOLED,
      model: 'gpt-image-2.5-flare',
      size: '1536x1024',
      quality: 'hd',
      n: 2,
      background: 'transparent',
      output_format: 'webp',
    },
  ],
  ['edit-image', { image: [DRAWN], prompt: 'Snow', expand: { size: '1024x1024', anchor: 'top-left' } }],
  ['create-image-variation', { image: DRAWN }],
  [
    'create-image-variation',
    { image: DRAWN, prompt: 'Bluer', model: 'gpt-image-2', size: 'auto', quality: 'low', n: 4 },
  ],
  ['analyze-image', { image_url: 'https://example.com/a.png' }],
  ['analyze-image', { image_url: PIXEL, prompt: 'What?', model: 'any', max_tokens: 1, detail: 'original' }],
  ['create-embedding', { input: 'Hello' }],
  ['create-embedding', { input: ['Hello', 'there'], model: 'any', encoding_format: 'base64', dimensions: 1 }],
  ['moderate-content', { input: 'Hello' }],
  ['moderate-content', { input: ['Hello', ''], image_url: [PIXEL], model: 'any', thresholds: { hate: 0.5 } }],
  ['list-models', {}],
  ['list-models', { kind: 'other', status: 'retired', search: '', live: false }, true],
  ['usage-report', {}, true],
  ['usage-report', { period: '30d', by: ['day', 'client'], chart: false }, true],
  ['usage-report', { since: '2026-11-01', until: '2026-11-02T10:00', by: [] }, true],
  ['estimate-cost', { tool: 'list-models' }],
  ['estimate-cost', { tool: 'chat-completion', arguments: { messages } }, true],
];

/** A tool, an input that its schema refuses, and all that is said of it. */
export const refused: [tool: string, input: Input, ...sentences: string[]][] = [
  ['chat-completion', {}, 'messages is required'],
  ['chat-completion', { messages: [] }, 'messages must have at least 1 item (it has 0)'],
  ['chat-completion', { messages: 'Hi' }, 'messages must be an array (it is a string)'],
  [
    'chat-completion',
    { messages: [{ role: 'robot', content: 'Hi' }] },
    'messages[0].role must be one of "system", "developer", "user", "assistant", "tool" (it is "robot")',
  ],
  [
    'chat-completion',
    { messages: [{ role: 'user', content: 7 }], functions: ['weather'], response_format: 'text' },
    'messages[0].content must be a string, null or an array of objects (it is a number)',
    'functions[0] must be an object (it is a string)',
    'response_format must be an object (it is a string)',
  ],
  [
    'chat-completion',
    { messages, tool_choice: 'maybe' },
    'tool_choice must be one of "auto", "none", "required" (it is "maybe")',
  ],
  [
    'chat-completion',
    {
      messages,
      json_schema: [],
      stream: 'yes',
      temperature: 2.1,
      max_tokens: 0,
      verbosity: 'none',
      colour: 1,
    },
    'unknown property "colour" in input',
    'max_tokens must be at least 1 (it is 0)',
    'temperature must be at most 2 (it is 2.1)',
    'stream must be a boolean (it is a string)',
    'json_schema must be an object (it is an array)',
    'verbosity must be one of "low", "medium", "high" (it is "none")',
  ],
  ['function-call', { messages }, 'functions is required'],
  ['function-call', { messages, functions: [] }, 'functions must have at least 1 item (it has 0)'],
  [
    'generate-image',
    { prompt: 7, style: ['vivid'], n: 1.5, output_compression: 50.5 },
    'prompt must be a string (it is a number)',
    'style must be a string or an object (it is an array)',
    'n must be an integer (it is 1.5)',
    'output_compression must be an integer (it is 50.5)',
  ],
  [
    'edit-image',
    { image: 'a.png', expand: 10 },
    'prompt is required',
    'image must be an array (it is a string)',
    'expand must be an object (it is a number)',
  ],
  [
    'create-image-variation',
    { image: ['a.png'], style: 'vivid' },
    'unknown property "style" in input',
    'image must be a string (it is an array)',
  ],
  [
    'analyze-image',
    { image_url: ['a.png'], prompt: '', detail: 'best' },
    'image_url must be a string (it is an array)',
    'prompt must have at least 1 character (it has 0)',
    'detail must be one of "auto", "low", "high", "original" (it is "best")',
  ],
  [
    'create-embedding',
    { input: [''], encoding_format: 'int8', dimensions: 0 },
    'input[0] must have at least 1 character (it has 0)',
    'encoding_format must be one of "float", "base64" (it is "int8")',
    'dimensions must be at least 1 (it is 0)',
  ],
  ['create-embedding', { input: 7 }, 'input must be a string or an array of strings (it is a number)'],
  [
    'moderate-content',
    { input: { text: 'Hi' }, thresholds: 1 },
    'input must be a string or an array (it is an object)',
    'thresholds must be an object (it is a number)',
  ],
  [
    'list-models',
    { kind: 'video', live: 1 },
    'kind must be one of "text", "image", "embedding", "moderation", "speech", "transcription", "realtime", "other" (it is "video")',
    'live must be a boolean (it is a number)',
  ],
  ['usage-report', { day: 1 }, 'unknown property "day" in input'],
  ['usage-report', { chart: 'yes' }, 'chart must be a boolean (it is a string)'],
  ['estimate-cost', {}, 'tool is required'],
  ['estimate-cost', { tool: 'list-models', arguments: [] }, 'arguments must be an object (it is an array)'],
];

/** A tool, an input whose details its schema leaves open, and all that is said of them. */
export const refusedInDetail: typeof refused = [
  [
    'chat-completion',
    { messages: [{ role: 'user', content: 'Hi', name: 'R2' }] },
    'unknown property "name" in messages[0]',
  ],
  [
    'chat-completion',
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text' },
            { type: 'video', url: 'x' },
            { type: 'image_url', image_url: { url: 'file:///etc/passwd', detail: 'best' } },
            { type: 'image_url', image_url: 'https://example.com/a.png' },
          ],
        },
      ],
    },
    'messages[0].content[0].text is required',
    'messages[0].content[1].type must be one of "text", "image_url", "file", "input_audio" (it is "video")',
    'messages[0].content[2].image_url.url must match the pattern ^(https?:\\/\\/|data:image\\/). (it is "file:///etc/passwd")',
    'messages[0].content[2].image_url.detail must be one of "auto", "low", "high", "original" (it is "best")',
    'messages[0].content[3].image_url must be an object (it is a string)',
  ],
  [
    'chat-completion',
    { messages: [{ role: 'assistant', tool_calls: [{ type: 'custom', function: { arguments: {} } }] }] },
    'messages[0].tool_calls[0].id is required',
    'messages[0].tool_calls[0].type must be "function" (it is "custom")',
    'messages[0].tool_calls[0].function.name is required',
    'messages[0].tool_calls[0].function.arguments must be a string (it is an object)',
  ],
  [
    'chat-completion',
    { messages, functions: [{ name: 'a b', color: 1, parameters: [], strict: null }] },
    'unknown property "color" in functions[0]',
    'functions[0].name must match the pattern ^[\\w-]{1,64}$ (it is "a b")',
    'functions[0].parameters must be an object (it is an array)',
    'functions[0].strict must be a boolean (it is null)',
  ],
  [
    'chat-completion',
    { messages, tools: [{ type: 'function', function: { name: '', description: 1 } }] },
    'tools[0].function.name must match the pattern ^[\\w-]{1,64}$ (it is "")',
    'tools[0].function.description must be a string (it is a number)',
  ],
  [
    'chat-completion',
    { messages, tools: [{ type: 'web_search' }, { type: 'function', name: 'a', parameters: 1 }, {}] },
    'tools[0].type must be "function" (it is "web_search")',
    'tools[1].parameters must be an object (it is a number)',
    'tools[2].type is required, "function"',
  ],
  [
    'chat-completion',
    { messages, tool_choice: { type: 'function', function: {} } },
    'tool_choice.function.name is required',
  ],
  [
    'chat-completion',
    { messages, response_format: { type: 'xml' } },
    'response_format.type must be one of "text", "json_object", "json_schema" (it is "xml")',
  ],
  [
    'chat-completion',
    { messages, response_format: { type: 'json_schema' } },
    'response_format.json_schema is required',
  ],
  [
    'chat-completion',
    { messages, response_format: { type: 'json_schema', json_schema: { name: 'a b', strict: 1 } } },
    'response_format.json_schema.schema is required',
    'response_format.json_schema.name must match the pattern ^[\\w-]{1,64}$ (it is "a b")',
    'response_format.json_schema.strict must be a boolean (it is a number)',
  ],
  [
    'moderate-content',
    { input: ['Hi', 1], image_url: Array(17).fill(PIXEL), thresholds: { violence: 2 } },
    'input[1] must be a string (it is a number)',
    'image_url must have at most 16 items (it has 17)',
    'thresholds.violence must be at most 1 (it is 2)',
  ],
  [
    'function-call',
    { messages, functions: [WEATHER], function_call: { function: 'weather' } },
    'function_call.name is required',
    'unknown property "function" in function_call',
  ],
  [
    'chat-completion',
    { messages: [{ role: 'user', content: [{ type: 'text' }] }], functions: [{}], response_format: {} },
    'messages[0].content[0].text is required',
    'functions[0].name is required',
    'response_format.type is required, one of "text", "json_object", "json_schema"',
  ],
  [
    'generate-image',
    { prompt: '', size: 'large', quality: 'ultra', n: 11, background: 'red', output_format: 'bmp' },
    'size must match the pattern ^(auto|\\d{2,4}x\\d{2,4})$ (it is "large")',
    'quality must be one of "auto", "low", "medium", "high", "xhigh", "max", "standard", "hd" (it is "ultra")',
    'n must be at most 10 (it is 11)',
    'background must be one of "transparent", "opaque", "auto" (it is "red")',
    'output_format must be one of "png", "webp", "jpeg", "gif", "svg" (it is "bmp")',
    'prompt must have at least 1 character (it has 0)',
  ],
  [
    'generate-image',
    { prompt: 'A fox', style: { weather: 'calm' }, output_compression: 101, partial_images: 4 },
    'output_compression must be at most 100 (it is 101)',
    'partial_images must be at most 3 (it is 4)',
    'unknown property "weather" in style',
  ],
  [
    'edit-image',
    { image: Array(17).fill('a.png'), prompt: 'Snow', expand: { left: -1, anchor: 'middle', up: 1 } },
    'image must have at most 16 items (it has 17)',
    'unknown property "up" in expand',
    'expand.left must be at least 0 (it is -1)',
    'expand.anchor must be one of "center", "top", "bottom", "left", "right", "top-left", "top-right", "bottom-left", "bottom-right" (it is "middle")',
  ],
  [
    'create-image-variation',
    { image: '', prompt: '', n: 0 },
    'n must be at least 1 (it is 0)',
    'image must have at least 1 character (it has 0)',
    'prompt must have at least 1 character (it has 0)',
  ],
];
