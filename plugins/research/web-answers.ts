import type {
  Response,
  ResponseCreateParamsNonStreaming,
  ResponseOutputItem,
} from 'openai/resources/responses/responses';
import { CitedAnswers, OpenAIClient, Provider, Service, type ToolCall } from 'openai-mcp-host/plugin';
import { refusesTheTool, unavailable, unreadable } from './web-refusals.js';

export type Task = 'standard' | 'hard';

/** Asks a model that searches the web by OpenAI's hosted tool. */
@Service()
export class WebAnswers {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
    private readonly cited: CitedAnswers,
  ) {}

  /**
   * The answer; of one in the background, that it has begun.
   *
   * @throws ToolError `WEB_SEARCH_UNAVAILABLE` where the provider has no such tool.
   */
  async ask(body: ResponseCreateParamsNonStreaming, task: Task, call: ToolCall): Promise<Response> {
    if (!this.provider.usesResponses()) throw unavailable();
    // Other servers than OpenAI's may stream what they found in a form of their own.
    const isFollowed = !body.background && this.provider.kind !== 'compatible';
    let response: Response;
    try {
      response = await (isFollowed ? this.follow(body, task, call) : this.send(body, task));
    } catch (error) {
      // The SDK looks into the output of what calls itself a response.
      if (error instanceof TypeError) throw unreadable(error);
      throw this.provider.kind !== 'openai' && refusesTheTool(error) ? unavailable(error) : error;
    }
    if (hasAnswered(response) && !hasSearched(response))
      call.note('The model answered without a search of the web: it stands on what it knew.');
    return response;
  }

  private async send(body: ResponseCreateParamsNonStreaming, task: Task): Promise<Response> {
    return this.openai.responses.create(body, declaring(task));
  }

  /** Tells the client what the model does until it has answered. */
  private async follow(
    body: ResponseCreateParamsNonStreaming,
    task: Task,
    call: ToolCall,
  ): Promise<Response> {
    const stream = await this.openai.responses.create({ ...body, stream: true }, declaring(task));
    const items: ResponseOutputItem[] = [];
    let end: Response | undefined;
    for await (const event of stream) {
      if (event.type === 'response.output_item.added' || event.type === 'response.output_item.done') {
        items[event.output_index] = event.item;
        call.progress(undefined, this.cited.doing({ status: 'in_progress', output: items }));
      } else if ('response' in event && ENDS.test(event.type)) end = event.response;
    }
    if (end === undefined) throw unreadable();
    return end;
  }
}

const ENDS = /\.(completed|incomplete|failed)$/;

const declaring = (task: Task) => ({ headers: { 'openai-mcp-host-task': task } });

const hasAnswered = ({ status }: Response): boolean => status === 'completed' || status === 'incomplete';

const hasSearched = ({ output }: Response): boolean =>
  !Array.isArray(output) || output.some((item) => item?.type === 'web_search_call');
