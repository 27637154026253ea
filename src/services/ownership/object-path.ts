/** What a path at the provider is about. */
export interface ObjectPath {
  /** The list that things of its kind are in, such as `files` or `fine_tuning/jobs`. */
  kind: string;
  /** The thing that the path names; undefined: the list itself. */
  id: string | undefined;
}

/** Kinds with more than one word in their paths. */
const LONG_KINDS = [
  'fine_tuning/jobs',
  'fine_tuning/checkpoints',
  'chat/completions',
  'realtime/calls',
  'videos/characters',
];

const MAKES_VIDEOS = /^videos\/(edits|extensions)$/;

/** What answers, and keeps nothing that anybody could name. */
const KEEPS_NOTHING =
  /^(embeddings|moderations|completions|images\/(generations|edits|variations)|audio\/(speech|transcriptions|translations)|fine_tuning\/alpha\/.+|responses\/(input_tokens|compact)|realtime\/(sessions|client_secrets|transcription_sessions))$/;

/**
 * Reads a path below the base URL. Undefined: it is about nothing that is kept. Whatever is not known here is taken for a kind of its own,
 * and what comes after it for an id, so that nothing is anybody's by mistake.
 */
export function objectPath(endpoint: string): ObjectPath | undefined {
  const path = endpoint.replace(/^\/|\/$/g, '');
  if (MAKES_VIDEOS.test(path)) return { kind: 'videos', id: undefined };
  const long = LONG_KINDS.find((kind) => path === kind || path.startsWith(`${kind}/`));
  if (long === undefined && KEEPS_NOTHING.test(path)) return undefined;
  const kind = long ?? path.split('/', 1)[0] ?? '';
  const [id] = path.slice(kind.length + 1).split('/', 1);
  return { kind, id: path === kind ? undefined : decoded(id ?? '') };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
