import { IsArray, IsOptional, IsString } from 'class-validator';
import {
  type Job,
  Jobs,
  Shapes,
  type Source,
  Tool,
  type ToolCall,
  ToolError,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { DeepResearchInput, ResearchWishes } from './deep-research.input.js';
import { ResearchSettings } from './research.settings.js';
import { WebAnswers } from './web-answers.js';
import { webTool } from './web-tool.js';

const INSTRUCTIONS = [
  'Research the question on the web and write a report in Markdown.',
  'Search from several sides, open the pages that matter, prefer primary sources, and check figures and dates against a second one.',
  'Begin with the answer in a few sentences; then the findings under headings, each with its citation; then what is uncertain or disputed.',
  'Write in the language of the question.',
].join(' ');

class DeepResearchOutput {
  @IsString()
  id!: string;

  @IsOptional()
  @IsString()
  text?: string;

  @IsOptional()
  @IsArray()
  sources?: Source[];
}

/** Beside what is listed: outputs may have more. */
type ResearchOutcome = DeepResearchOutput & { status: string; file?: string };

@Tool({
  name: 'deep-research',
  title: 'Deep research',
  description: 'Research the web in depth; returns a report, or a job.',
  input: DeepResearchInput,
  output: DeepResearchOutput,
  effect: 'additive',
  long: 'resumable',
  // As a task it ends with its research.
  timeoutSeconds: 7200,
  errors: {
    WEB_SEARCH_UNAVAILABLE: 'The provider has no web search.',
    CONTENT_REFUSED: 'The model, or OpenAI, refused to answer.',
    OUTPUT_INCOMPLETE: 'The token limit was reached before there was a report.',
    JOB_CANCELLED: 'Somebody cancelled the job.',
  },
})
export class DeepResearch {
  constructor(
    private readonly answers: WebAnswers,
    private readonly jobs: Jobs,
    private readonly settings: ResearchSettings,
    private readonly shapes: Shapes,
  ) {}

  async run(input: DeepResearchInput, call: ToolCall): Promise<ToolResult<ResearchOutcome>> {
    const { model = this.settings.researchModel, ...wished } = input;
    const wishes = await this.shapes.check(ResearchWishes, wished);
    const { wait_seconds: wait = this.settings.softDeadlineSeconds } = wishes;
    const started = (await this.jobs.begun(call)) ?? (await this.start(model, wishes, call));
    if (started.hasEnded || wait === 0) return reportOf(started, call);
    call.progress(undefined, `Started as ${started.id}`);
    return reportOf(await this.jobs.follow(started.id, wait, call), call);
  }

  private async start(model: string, wishes: ResearchWishes, call: ToolCall): Promise<Job> {
    const { settings } = this;
    const { query, reasoning_effort: effort = settings.effort } = wishes;
    const answer = await this.answers.ask(
      {
        model,
        input: query,
        instructions: INSTRUCTIONS,
        background: true,
        store: true,
        tools: [webTool(wishes)],
        include: ['web_search_call.action.sources'],
        reasoning: { effort },
        max_tool_calls: wishes.web_search?.max_tool_calls ?? settings.researchCalls,
        max_output_tokens: settings.maxOutputTokens,
      },
      'hard',
      call,
    );
    return this.jobs.start({ kind: 'response', workId: answer.id, title: query, answer }, call);
  }
}

function reportOf(job: Job, call: ToolCall): ToolResult<ResearchOutcome> {
  const { id, status, text, data, problem, file } = job;
  if (!job.hasEnded) {
    const words = `The research goes on as ${id} (${job.doing ?? 'just started'}). Get the report with get-job; cancel-job stops it.`;
    return new ToolResult({ id, status }, words);
  }
  if (text === undefined) {
    if (problem !== undefined) throw new ToolError(problem.code, problem.message, problem.hint);
    throw new ToolError('JOB_CANCELLED', `The research ${id} was cancelled.`, 'Start it again.');
  }
  if (problem !== undefined) call.note(problem.message);
  const sources = data?.sources as Source[];
  if (!sources.some(({ cited }) => cited.length > 0)) call.note('The report cites no page of the web.');
  const result = new ToolResult<ResearchOutcome>(
    { id, status, text, sources, ...(file && { file: file.uri }) },
    text,
  );
  return file === undefined ? result : result.file(file);
}
