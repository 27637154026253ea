/** What a resource holds, where its media type is not the one that the resource declares. */
export interface ResourceContent {
  content: string | Uint8Array;
  mimeType: string;
}

/** A resource with its content, inside of a prompt or a result. */
export interface EmbeddedResource {
  uri: string;
  content: string | Uint8Array;
  mimeType?: string;
}
