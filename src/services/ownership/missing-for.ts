import { ToolError } from '../../plugin-api/tool-error.js';
import { downloadFor } from '../openai/download.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import type { StepServices } from '../openai/request-step.js';
import { namedInLines } from './batch-ids.js';
import { type Missing, missing } from './missing-words.js';
import { type NamedId, namedIn } from './named-ids.js';
import { objectPath } from './object-path.js';
import type { OwnedObjects } from './owned-objects.js';

/** Asks about what is shared as a question, although it is a POST. */
const SEARCH = /^\/vector_stores\/[^/]+\/search$/;
const TUNED = /^ft:/;
/** What the files of dry runs are called: nothing with such a name is ever sent. */
const OF_DRY_RUNS = /^file-dryrun/;

/** What a request is refused with that names something that is not its owner's; undefined where it may go on. */
export async function missingFor(
  request: OutgoingRequest,
  owner: string,
  objects: OwnedObjects,
  { isDry, services }: { isDry: (id: string) => boolean; services: StepServices },
): Promise<Missing | undefined> {
  const { method, endpoint, url } = request;
  const path = objectPath(endpoint);
  const inPath =
    path?.id !== undefined && (path.kind !== 'models' || TUNED.test(path.id)) ? path.id : undefined;
  if (endpoint.includes('//')) return missing('', endpoint);
  const isQuestion = method === 'GET' || SEARCH.test(endpoint);
  if (inPath !== undefined && !isDry(inPath) && !OF_DRY_RUNS.test(inPath)) {
    const usable = await objects.usable([inPath], owner, !isQuestion);
    if (!usable.has(inPath)) return missing(path!.kind, inPath);
  }
  const named = namedIn(request.body);
  // A cursor of somebody else's would tell where in the list that is.
  if (path?.id === undefined)
    for (const cursor of ['after', 'before'])
      for (const id of url.searchParams.getAll(cursor)) named.push({ id, field: path?.kind ?? '' });
  const foreign = await firstForeign(named, owner, objects, isDry);
  if (foreign !== undefined) return missing(foreign.field, foreign.id);
  if (method !== 'POST' || endpoint !== '/batches') return undefined;
  const file = String(request.body.get('input_file_id'));
  const inLines = isDry(file) ? [] : await linesOf(file, request, services);
  const hidden = await firstForeign(inLines, owner, objects, isDry);
  return hidden && missing(hidden.field, hidden.id);
}

async function firstForeign(
  named: readonly NamedId[],
  owner: string,
  objects: OwnedObjects,
  isDry: (id: string) => boolean,
): Promise<NamedId | undefined> {
  const sent = named.filter(({ id }) => !isDry(id));
  const usable = await objects.usable(
    sent.map(({ id }) => id),
    owner,
  );
  return sent.find(({ id }) => !usable.has(id));
}

/** The requests of a batch go through no steps: what they name is read off the file, whoever has written it. */
async function linesOf(file: string, request: OutgoingRequest, services: StepServices): Promise<NamedId[]> {
  try {
    const content = await downloadFor(request, services)(file);
    return content === undefined ? [] : await namedInLines(content);
  } catch (cause) {
    throw new ToolError(
      'UPSTREAM_FAILED',
      'The file of the batch could not be read back, so nobody knows what its requests name.',
      'Try again later.',
      { cause },
    );
  }
}
