import {
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
  type StandardSchemaV1,
} from '@modelcontextprotocol/server';
import type { KeptReplies, TaskOwner } from '../../contracts/background-calls.js';
import type { Host } from '../../host/host.js';
import { callerOf, ownerIn } from '../calling-client.js';
import { taskDetails } from './task-results.js';
import { requireTasks } from './tasks-extension.js';

type Params = Record<string, unknown>;

/** What is wrong with params is said in the words below. */
const ANY_PARAMS: StandardSchemaV1<Params> = {
  '~standard': {
    version: 1,
    vendor: 'openai-mcp-host',
    validate: (value) => ({ value: (value ?? {}) as Params }),
  },
};

/** Answers for tasks: see, answer, cancel. What is not the client's own is not there. */
export function serveTasks(server: Server, host: Host): void {
  const serve = (
    method: string,
    answer: (id: string, owner: TaskOwner, params: Params, context: ServerContext) => Promise<Params>,
  ) =>
    server.setRequestHandler(method, { params: ANY_PARAMS }, async (params, context) => {
      requireTasks(context);
      if (typeof params.taskId !== 'string') throw invalid('taskId must be a string.');
      return answer(params.taskId, ownerIn(callerOf(server, context)), params, context);
    });

  serve('tasks/get', async (id, owner) => {
    const task = await (await host.longCalls.background()).see(id, owner);
    if (task === undefined) throw unknown(id);
    return taskDetails(task);
  });
  serve('tasks/update', async (id, owner, params, { mcpReq }) => {
    const replies = repliesIn(mcpReq.inputResponses ?? params.inputResponses);
    if (!(await (await host.longCalls.background()).answer(id, replies, owner))) throw unknown(id);
    return {};
  });
  serve('tasks/cancel', async (id, owner) => {
    if (!(await (await host.longCalls.background()).cancel(id, owner))) throw unknown(id);
    return {};
  });
}

function repliesIn(given: unknown): KeptReplies {
  const isRecord = (value: unknown): value is Params =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (isRecord(given) && Object.values(given).every(isRecord)) return given as KeptReplies;
  throw invalid('inputResponses must be an object of objects, by the names of what was asked.');
}

const invalid = (message: string) => new ProtocolError(ProtocolErrorCode.InvalidParams, message);

const unknown = (id: string) =>
  invalid(
    `There is no task ${id.slice(0, 80)}. Tasks are forgotten after 30 days, and are their owner's alone.`,
  );
