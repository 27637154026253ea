import type { Citation } from '../../plugin-api/text-generation.js';
import { isObject } from './loose.js';

/** What the parts of an answer cite, each once, in the order in which it is cited. */
export function citationsIn(parts: readonly object[]): Citation[] {
  const cited = new Map<string, Citation>();
  for (const part of parts) {
    const annotations: unknown = Reflect.get(part, 'annotations');
    for (const each of Array.isArray(annotations) ? annotations : []) {
      const citation = citationOf(each);
      if (citation !== undefined) cited.set('url' in citation ? citation.url : citation.file_id, citation);
    }
  }
  return [...cited.values()];
}

function citationOf(annotation: unknown): Citation | undefined {
  if (!isObject(annotation)) return undefined;
  const { type, url, title, file_id, filename } = annotation;
  if (type === 'url_citation' && typeof url === 'string') return { url, title: String(title ?? '') };
  if (type === 'file_citation' && typeof file_id === 'string')
    return { file_id, filename: String(filename ?? '') };
  return undefined;
}
