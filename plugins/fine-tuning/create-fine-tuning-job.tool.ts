import { IsString } from 'class-validator';
import type { FineTuningJob } from 'openai/resources/fine-tuning/jobs/jobs';
import { Jobs, Models, Shapes, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { CreateFineTuningJobInput } from './create-fine-tuning-job.input.js';
import { errorsOf, faultLine, faultsOf, faultWords } from './data/data-report.js';
import { autoEpochs } from './data/epochs.js';
import { costOf, costWords } from './data/training-cost.js';
import { type Inspection, TrainingData } from './data/training-data.js';
import { FineTuningSettings } from './fine-tuning.settings.js';
import { TuningJobs } from './jobs/tuning-jobs.js';
import { JobCreation } from './order/job-creation.js';
import { methodOf, type ReadyMethod, wireMethod } from './order/method-of.js';
import { keyOf } from './order/order-key.js';
import { type TrainingFile, TrainingUpload } from './order/training-upload.js';
import { TuningOrder } from './order/tuning-order.js';

const SHOWN = 5;

class CreateFineTuningJobOutput {
  @IsString()
  id!: string;

  @IsString()
  status!: string;
}

/** Beside what is listed: outputs may have more. */
type StartedJob = CreateFineTuningJobOutput & { job_id: string };

interface Asked {
  order: TuningOrder;
  method: ReadyMethod;
  key: string;
  files: readonly TrainingFile[];
}

@Tool({
  name: 'create-fine-tuning-job',
  title: 'Start fine-tuning',
  description: 'Train a model on JSONL (path or file ID) for money; OpenAI ends this on 2027-01-06.',
  input: CreateFineTuningJobInput,
  output: CreateFineTuningJobOutput,
  // Half a gigabyte of examples takes minutes.
  timeoutSeconds: 1800,
  effect: 'additive',
  long: 'once',
  errors: {
    FINE_TUNING_CLOSED: 'OpenAI takes no new jobs from this account.',
    NOT_CONFIRMED: 'No person has agreed to it.',
    FINE_TUNING_UNSUPPORTED: 'The provider has no fine-tuning.',
    TRAINING_DATA_INVALID: 'The examples have errors.',
    FILE_PURPOSE_WRONG: 'The file was uploaded for something else.',
    PARAMETERS_CONFLICT: 'Two parameters contradict each other.',
  },
})
export class CreateFineTuningJob {
  constructor(
    private readonly uploads: TrainingUpload,
    private readonly data: TrainingData,
    private readonly creation: JobCreation,
    private readonly tuning: TuningJobs,
    private readonly jobs: Jobs,
    private readonly models: Models,
    private readonly settings: FineTuningSettings,
    private readonly shapes: Shapes,
  ) {}

  async run(input: CreateFineTuningJobInput, call: ToolCall): Promise<ToolResult<StartedJob>> {
    const order = await this.shapes.check(TuningOrder, input);
    const method = methodOf(order);
    await this.tuning.requireSupport();
    const training = await this.uploads.find(order.training_file);
    const validation =
      order.validation_file === undefined ? undefined : await this.uploads.find(order.validation_file);
    const files = validation === undefined ? [training] : [training, validation];
    const key = await keyOf(order, files);
    const job =
      (await this.creation.existing(key, call)) ?? (await this.create({ order, method, key, files }, call));
    const title = `Fine-tuning of ${order.model}${order.suffix === undefined ? '' : ` (${order.suffix})`}`;
    const handle = await this.jobs.start({ kind: 'fine-tuning', workId: job.id, title, answer: job }, call);
    const ends = this.models.find(order.model)?.shutdown;
    if (ends !== undefined) call.note(`What is trained ends with its base model, on ${ends}.`);
    return new ToolResult(
      { id: job.id, status: job.status, job_id: handle.id },
      `The fine-tuning job ${job.id} has started (${job.status}). get-fine-tuning-job tells how it goes, get-job ${handle.id} waits for its end.`,
    );
  }

  private async create({ order, method, key, files }: Asked, call: ToolCall): Promise<FineTuningJob> {
    const [training, validation] = files as [TrainingFile, TrainingFile?];
    const inspection = await this.inspect(training, validation, { order, method }, call);
    const ready = withEpochs(method, inspection, call);
    this.doubt(order.model, call);
    await this.confirm(order, ready, inspection, call);
    const { model, suffix, seed, metadata } = order;
    const wired = {
      ...{ model, method: wireMethod(ready) },
      ...(suffix !== undefined && { suffix }),
      ...(seed !== undefined && { seed }),
      ...(metadata !== undefined && { metadata }),
    };
    return this.creation.create({ key, order: wired, files }, call);
  }

  private async inspect(
    training: TrainingFile,
    validation: TrainingFile | undefined,
    { order, method }: { order: TuningOrder; method: ReadyMethod },
    call: ToolCall,
  ): Promise<Inspection | undefined> {
    if (training.source === undefined) {
      call.note('The training file is too large to be fetched and checked; OpenAI checks it.');
      return undefined;
    }
    const inspection = await this.data.inspect(
      {
        ...{ method: method.type, grader: method.grader, model: order.model },
        ...{ training: training.source, validation: validation?.source },
      },
      call,
    );
    const faults = faultsOf(inspection);
    const errors = errorsOf(inspection);
    if (errors > 0)
      throw new ToolError(
        'TRAINING_DATA_INVALID',
        `The examples have ${errors} error${errors === 1 ? '' : 's'}:\n${faults.slice(0, SHOWN).map(faultLine).join('\n')}`,
        'Mend them; validate-training-data shows all, with what to do.',
      );
    if (faults.length > 0)
      call.note(
        faults.length === 1
          ? `The examples have a warning. ${faultWords(faults[0]!)}`
          : `The examples have ${faults.length} warnings; the first: ${faultWords(faults[0]!)}`,
      );
    return inspection;
  }

  /** OpenAI has the last word, and it does not say which models can be trained. */
  private doubt(model: string, call: ToolCall): void {
    if (this.models.find(model)?.trainingPrice !== undefined) return;
    const known = this.models.list().flatMap(({ id, trainingPrice }) => (trainingPrice ? [id] : []));
    if (known.length > 0) call.note(`${model} is not known to be trainable; these are: ${known.join(', ')}.`);
  }

  /** Asks a person, unless the operator has said that nobody needs to be asked. */
  private async confirm(
    { model }: TuningOrder,
    { type, hyperparameters }: ReadyMethod,
    inspection: Inspection | undefined,
    call: ToolCall,
  ): Promise<void> {
    if (!this.settings.confirm) return;
    const { n_epochs: epochs } = hyperparameters;
    const asked = { model, method: type, ...(typeof epochs === 'number' && { epochs }) };
    const cost =
      inspection === undefined
        ? 'Nobody here knows what it costs.'
        : costWords(costOf(inspection.training, asked, this.models), model);
    const size = inspection === undefined ? '' : ` on ${inspection.training.examples} examples`;
    const answer = await call.confirm(`Start fine-tuning ${model} (${type})${size}? ${cost}`);
    if (answer === 'accepted') return;
    throw new ToolError(
      'NOT_CONFIRMED',
      answer === 'declined'
        ? 'The person did not agree to start the fine-tuning job. Nothing was uploaded or spent.'
        : 'A person has to agree to a fine-tuning job, and this client can ask nobody. Nothing was uploaded or spent.',
      answer === 'declined'
        ? 'Ask what should be different.'
        : 'Use a client that can ask (MCP elicitation), or have the operator set plugins.fine-tuning.settings.confirm to false.',
    );
  }
}

/** The epochs that `auto` stands for, so that the cost is known beforehand; `auto` itself leaves them to OpenAI. */
function withEpochs(method: ReadyMethod, inspection: Inspection | undefined, call: ToolCall): ReadyMethod {
  const { type, hyperparameters } = method;
  if (type === 'reinforcement' || hyperparameters.n_epochs !== undefined || inspection === undefined)
    return method;
  const n_epochs = autoEpochs(inspection.training.examples);
  call.note(`n_epochs is ${n_epochs}, by OpenAI's rule for so many examples; "auto" leaves it to OpenAI.`);
  return { ...method, hyperparameters: { ...hyperparameters, n_epochs } };
}
