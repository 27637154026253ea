/** A picture that clients may show beside a tool, prompt or resource. */
export interface Icon {
  /** An `https:` or `data:` URL. */
  src: string;
  mimeType?: string;
  /** Such as `['48x48', '96x96']`, or `['any']` for a vector graphic. */
  sizes?: readonly string[];
}
