/** Words. */
export interface TextPart {
  type: 'text';
  text: string;
}

/** A picture, in a message of the role `user`. */
export interface PicturePart {
  type: 'image_url';
  /** `url`: `https:`, or `data:image/…`. */
  image_url: { url: string; detail?: 'auto' | 'low' | 'high' | 'original' };
}

/** A document, in a message of the role `user`. */
export interface FilePart {
  type: 'file';
  /**
   * One of: `file_id` of an uploaded file; `file_data` as a `data:` URL, with its `filename`; `file_url`, which OpenAI fetches
   * and only the Responses API takes.
   */
  file: { file_id?: string; filename?: string; file_data?: string; file_url?: string };
}

/** Sound, in a message of the role `user`; only Chat Completions takes it. */
export interface AudioPart {
  type: 'input_audio';
  /** `data`: base64. */
  input_audio: { data: string; format: 'wav' | 'mp3' };
}

/** One part of a message. */
export type TextMessagePart = TextPart | PicturePart | FilePart | AudioPart;

/** One message of a chat, in Chat Completions' form. */
export interface TextMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  content?: string | readonly TextMessagePart[] | null;
  /** What the assistant called. */
  tool_calls?: readonly { id: string; type: 'function'; function: { name: string; arguments: string } }[];
  /** Which call the role `tool` answers. */
  tool_call_id?: string;
}
