import type { DryRun } from '../../../contracts/dry-run.js';
import { isApart } from '../../../contracts/owner-of.js';
import { ToolError } from '../../../plugin-api/tool-error.js';
import { markOf } from '../../batches/batch-mark.js';
import { leftBehind } from '../../ownership/left-behind.js';
import { missingFor } from '../../ownership/missing-for.js';
import { objectPath } from '../../ownership/object-path.js';
import { ownList, ownModels, parsed } from '../../ownership/own-lists.js';
import { MARKS, OwnedObjects } from '../../ownership/owned-objects.js';
import { answerHere } from '../answer-here.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep } from '../request-step.js';

type Json = Record<string, unknown>;

/**
 * Keeps what lies at the provider apart: a client that had to say who it is finds there what it has made, and nothing else. The others see
 * all of the project.
 */
export const ownership: MakeStep = (services) => {
  const objects = new OwnedObjects(services.storage, services.options.sharedObjects);
  const ofDryRuns = new WeakMap<DryRun, Set<string>>();

  const putDown = async (request: OutgoingRequest, owner: string, answer: Json | undefined) => {
    const run = request.call?.dryRun;
    if (answer === undefined) return;
    const left = [...leftBehind(request, answer)];
    if (run === undefined || request.method === 'GET') return objects.add(left, owner);
    ofDryRuns.set(run, new Set([...(ofDryRuns.get(run) ?? []), ...left.map(({ id }) => id)]));
  };

  return {
    name: 'ownership',
    send: async (request, next) => {
      const owner = ownerApart(request);
      if (owner === undefined) return next();
      assertOperator(request);
      const run = request.call?.dryRun;
      const isDry = (id: string) => run !== undefined && (ofDryRuns.get(run)?.has(id) ?? false);
      const gone = await missingFor(request, owner, objects, { isDry, services });
      if (gone !== undefined) return answerHere(request, { error: gone.error }, gone.status);
      const path = objectPath(request.endpoint);
      if (request.method === 'GET' && path !== undefined && path.id === undefined)
        return path.kind === 'models'
          ? ownModels(owner, objects, next)
          : ownList(request, path.kind, owner, objects, next);
      const isPost = request.method === 'POST' && run === undefined;
      const mark = isPost ? markOf(request.body.json ?? {}) : undefined;
      if (isPost) {
        // Nothing is left at the provider that could not be put down as somebody's.
        await (mark === undefined ? objects.ready() : objects.add([{ id: mark, kind: MARKS }], owner));
      }
      const reply = await next();
      if (Buffer.isBuffer(reply.body) && reply.status < 300)
        await putDown(request, owner, parsed(reply.body));
      // By its mark it is looked for only where nobody knows whether it is there.
      if (mark !== undefined && reply.status < 500) await objects.forget(mark);
      return reply;
    },
    ended: async (request) => {
      const { method, status, endpoint } = request;
      if (status < 200 || status >= 300) return;
      const path = objectPath(endpoint);
      const isWhole =
        path?.id !== undefined && endpoint.split('/').length === path.kind.split('/').length + 2;
      if (method === 'DELETE' && isWhole && request.call?.dryRun === undefined)
        await objects.forget(path.id!);
      const owner = ownerApart(request);
      // What came as a stream has no body that is whole.
      if (owner !== undefined) await putDown(request, owner, request.streamedAnswer);
    },
  };
};

const ownerApart = ({ owner, isOfTheHouse }: OutgoingRequest): string | undefined =>
  owner !== undefined && isApart(owner) && !isOfTheHouse ? owner : undefined;

/** What the organisation spends, and who is in it, is for operators. */
function assertOperator({ endpoint, call }: OutgoingRequest): void {
  if (!endpoint.startsWith('/organization') || call?.access?.isOperator === true) return;
  throw new ToolError(
    'OPERATORS_ONLY',
    "What OpenAI knows of the whole organization is for the server's operators.",
    'usage-report shows what you have spent.',
  );
}
