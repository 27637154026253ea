import { type CallToolResult, ProtocolErrorCode, type Result } from '@modelcontextprotocol/server';
import type { TaskSight } from '../../contracts/background-calls.js';
import type { Question } from '../../host/question.js';
import { requestFor } from '../client-respondent.js';

/** As long as jobs are kept. */
const TTL_MS = 30 * 86_400_000;
const POLL_INTERVAL_MS = 1000;

const taskOf = ({ id, status, doing, createdAt, updatedAt }: TaskSight) => ({
  ...{ taskId: id, status, createdAt, lastUpdatedAt: updatedAt },
  ...{ ttlMs: TTL_MS, pollIntervalMs: POLL_INTERVAL_MS },
  ...(doing !== undefined && { statusMessage: doing }),
});

/** What the client gets in place of a result. */
export const taskCreated = (task: TaskSight): CallToolResult =>
  ({ resultType: 'task', ...taskOf(task) }) as unknown as CallToolResult;

/** How a task stands, with what it asks or what came of it. */
export function taskDetails(task: TaskSight): Result {
  const { status, questions, result, problem } = task;
  return {
    ...taskOf(task),
    ...(status === 'input_required' && {
      inputRequests: Object.fromEntries(
        questions.map(({ name, question }) => [name, requestFor(question as Question)]),
      ),
    }),
    ...(status === 'completed' && { result }),
    ...(status === 'failed' && {
      error: {
        code: ProtocolErrorCode.InternalError,
        message: problem?.message ?? 'It failed.',
        data: problem,
      },
    }),
  };
}
