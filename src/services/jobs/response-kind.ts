import type { Response } from 'openai/resources/responses/responses';
import type { JobStatus } from '../../plugin-api/jobs.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { readCitedAnswer } from '../cited-answers/read-cited-answer.js';
import { responseActivity } from '../cited-answers/response-activity.js';
import { unreadable } from '../text-generation/unusable-answer.js';
import { hasEnded, type JobKind, type JobOutcome, type JobSight } from './job-kind.js';

const STATUSES: ReadonlySet<string> = new Set([
  ...['queued', 'in_progress', 'completed', 'incomplete', 'failed', 'cancelled'],
]);

const EXPIRED: JobSight = {
  status: 'expired',
  outcome: {
    problem: {
      code: 'JOB_EXPIRED',
      message: 'OpenAI does not have this work any more: it keeps it for 30 days, or it was deleted.',
      hint: 'Start it again.',
    },
  },
};

/** A response in the background. */
export class ResponseKind implements JobKind {
  constructor(private readonly client: () => Promise<OpenAIClient>) {}

  async look(id: string): Promise<JobSight> {
    const openai = await this.client();
    return this.sightOf(() => openai.responses.retrieve(id, { include: ['web_search_call.action.sources'] }));
  }

  async cancel(id: string): Promise<JobSight> {
    const openai = await this.client();
    return this.sightOf(() => openai.responses.cancel(id));
  }

  read(answer: object): JobSight {
    const response = answer as Response;
    const status = statusOf(response);
    return hasEnded(status)
      ? { status, outcome: outcomeOf(response, status) }
      : { status, doing: responseActivity(response) };
  }

  private async sightOf(ask: () => Promise<Response>): Promise<JobSight> {
    try {
      return this.read(await ask());
    } catch (error) {
      if ((error as { status?: number }).status === 404) return EXPIRED;
      // The SDK looks into the output of what calls itself a response.
      throw error instanceof TypeError ? unreadable() : error;
    }
  }
}

function statusOf({ status }: Response): JobStatus {
  if (status !== undefined && STATUSES.has(status)) return status;
  throw unreadable();
}

function outcomeOf(response: Response, status: JobStatus): JobOutcome {
  try {
    const { markdown, sources, searches, shortfall } = readCitedAnswer(response);
    const data = { sources, searches };
    if (shortfall === undefined) return { text: markdown, data };
    return { text: markdown, data, problem: { code: 'OUTPUT_INCOMPLETE', message: shortfall } };
  } catch (error) {
    if (status === 'cancelled') return {};
    if (!ToolError.is(error)) throw error;
    const { code, message, hint } = error;
    return { problem: { code, message, ...(hint && { hint }) } };
  }
}
