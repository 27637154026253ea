import type { StoredFile } from '../plugin-api/files.js';
import type { ContentBlock } from './passage.js';

/** A file that the host keeps, as a link in a result. */
export const linkTo = ({ uri, name, mimeType, size }: StoredFile): ContentBlock => ({
  type: 'resource_link',
  uri,
  name,
  mimeType,
  size,
});
