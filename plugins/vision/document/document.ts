/** `packed`: office files, which only OpenAI unpacks. */
export type DocumentKind = 'pdf' | 'picture' | 'text' | 'packed';

/** A document that can be shown to a model, whole or cut. */
export interface Document {
  kind: DocumentKind;
  /** With the extension that its content has: OpenAI goes by it. */
  name: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  /** What is uploaded. */
  blob: File;
  bytes(): Promise<Uint8Array>;
  /** Whether many more like it come: texts of them all, as JSON needs them, would fill the memory. */
  isOneOfMany?: boolean;
}
