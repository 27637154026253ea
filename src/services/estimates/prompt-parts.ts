type Json = Record<string, unknown>;

export interface Picture {
  /** Base64 of its bytes; undefined where it lies elsewhere. */
  data: string | undefined;
  detail: string;
}

export interface Sound {
  data: string;
  format: string;
}

/** What a prompt consists of, sorted by how its tokens are counted. */
export interface PromptParts {
  texts: string[];
  pictures: Picture[];
  sounds: Sound[];
  /** Tokens at most for all that is neither text, picture nor sound: roles, keys, numbers, sealed reasoning. */
  frame: number;
  /** Something whose size can't be told from the request: a document, a stored item, a stored prompt. */
  hidden: string | undefined;
  /** Why its provider's own count would not bound it, as the end of a sentence. */
  uncountable: string | undefined;
  /** Documents of which the provider doesn't promise that they are counted: all but PDFs. */
  doubtful: object[];
}

/** More than the marks that OpenAI puts around a message, a part or a call. */
const PER_ITEM = 6;
/** Keys that become such marks themselves. */
const MARKS = new Set(['role', 'content', 'type', 'text', 'detail', 'status']);
const PDF = /^data:application\/pdf[;,]/;
const PLAIN_TEXT = /^data:(text\/(plain|markdown|html|xml)|application\/(json|xml|yaml))[;,]/;

const record = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Fields that never reach the model. */
const ASIDE = new Set([
  ...[
    'model',
    'metadata',
    'include',
    'user',
    'safety_identifier',
    'prompt_cache_key',
    'prompt_cache_options',
  ],
  ...['service_tier', 'stream', 'stream_options', 'store', 'logit_bias', 'moderation', 'background'],
  ...['previous_response_id', 'conversation', 'max_tool_calls', 'truncation', 'prediction'],
]);
/** Fields that are put before the model as one text. */
const SCHEMAS = new Set(['tools', 'functions', 'text', 'response_format']);

/** Takes the body of a text request apart. Whatever it doesn't know is counted as text. */
export function promptParts(body: Json): PromptParts {
  const parts: PromptParts = {
    ...{ texts: [], pictures: [], sounds: [], frame: 0, doubtful: [] },
    ...{ hidden: undefined, uncountable: undefined },
  };
  for (const [name, value] of Object.entries(body)) {
    if (ASIDE.has(name) || value === null || value === undefined) continue;
    if (name === 'prompt' && record(value)) {
      parts.hidden ??= 'a stored prompt';
      parts.uncountable ??= 'a stored prompt is not counted before it is sent.';
    }
    if (SCHEMAS.has(name)) parts.texts.push(JSON.stringify(value));
    else walk(value, parts);
  }
  return parts;
}

function walk(value: unknown, parts: PromptParts): void {
  if (typeof value === 'string') {
    parts.texts.push(value);
    return;
  }
  parts.frame += PER_ITEM;
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) walk(each, parts);
    return;
  }
  const item = value as Json;
  const special = SPECIAL[String(item.type)];
  if (special?.(item, parts)) return;
  if (item.role === 'assistant' && record(item.audio)) parts.hidden ??= 'a stored sound';
  for (const [key, inner] of Object.entries(item)) {
    if (!MARKS.has(key)) parts.frame += Buffer.byteLength(key);
    walk(inner, parts);
  }
}

const base64Of = (value: string): string | undefined =>
  value.startsWith('data:') ? value.slice(value.indexOf(',') + 1) : undefined;

function textOfDataUrl(url: string): string {
  const comma = url.indexOf(',');
  const isBase64 = /;\s*base64\s*$/i.test(url.slice(0, comma));
  return isBase64 ? Buffer.from(url.slice(comma + 1), 'base64').toString('utf8') : url;
}

function addPicture(url: unknown, detail: unknown, parts: PromptParts): true {
  parts.frame += PER_ITEM;
  parts.pictures.push({ data: base64Of(text(url) ?? ''), detail: text(detail) ?? 'auto' });
  return true;
}

function addFile(file: Json, parts: PromptParts): true {
  const data = text(file.file_data);
  parts.frame += PER_ITEM + Buffer.byteLength(text(file.filename) ?? '');
  if (data !== undefined && PLAIN_TEXT.test(data)) {
    parts.texts.push(textOfDataUrl(data));
    return true;
  }
  // How much text lies packed in a document, its bytes don't tell.
  parts.hidden ??= 'a document';
  if (text(file.file_url) !== undefined)
    parts.uncountable ??= 'another document may lie at its address by the time it is read.';
  else if (data === undefined || !PDF.test(data)) parts.doubtful.push(file);
  return true;
}

/** By the type of an item or a content part; true where nothing is left to count. */
const SPECIAL: Record<string, (item: Json, parts: PromptParts) => boolean> = {
  image_url: ({ image_url, detail }, parts) => {
    const image = record(image_url);
    return addPicture(image?.url ?? image_url, image?.detail ?? detail, parts);
  },
  input_image: ({ image_url, detail }, parts) => addPicture(image_url, detail, parts),
  computer_screenshot: ({ image_url }, parts) => addPicture(image_url, 'original', parts),
  image: ({ url }, parts) => addPicture(url, 'original', parts),
  image_generation_call: (_, parts) => addPicture(undefined, 'auto', parts),
  input_audio: ({ input_audio }, parts) => {
    const sound = record(input_audio);
    if (sound === undefined) return false;
    parts.sounds.push({ data: text(sound.data) ?? '', format: text(sound.format) ?? '' });
    return true;
  },
  file: ({ file }, parts) => addFile(record(file) ?? {}, parts),
  input_file: addFile,
  item_reference: (_, parts) => {
    parts.hidden ??= 'a stored item';
    return true;
  },
  reasoning: (item, parts) => {
    // Sealed: its bytes are at least as many as its tokens, and a tokenizer would learn nothing from them.
    parts.frame += Buffer.byteLength(JSON.stringify(item));
    return true;
  },
  compaction: (item, parts) => {
    parts.frame += Buffer.byteLength(JSON.stringify(item));
    return true;
  },
};
