import { IsArray, IsBoolean } from 'class-validator';
import { Files, Models, Shapes, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import {
  dataText,
  errorsOf,
  factsOf,
  faultLine,
  faultsOf,
  SHOWN,
  type ShownFault,
  totalOf,
} from './data/data-report.js';
import { costOf, costWords, type TrainingCost } from './data/training-cost.js';
import { type Inspection, sourceOf, TrainingData } from './data/training-data.js';
import { DataToCheck, ValidateTrainingDataInput } from './validate-training-data.input.js';

/** What is listed of the output. */
class ValidateTrainingDataOutput {
  @IsBoolean()
  valid!: boolean;

  @IsArray()
  faults!: ShownFault[];
}

/** Beside what is listed: outputs may have more. */
interface Verdict extends ValidateTrainingDataOutput {
  training: object;
  validation?: object;
  cost: TrainingCost;
  /** Address of the file with all faults. */
  report?: string;
}

@Tool({
  name: 'validate-training-data',
  title: 'Validate training data',
  description: 'Check JSONL for fine-tuning line by line; estimates tokens and cost.',
  input: ValidateTrainingDataInput,
  output: ValidateTrainingDataOutput,
  // Half a gigabyte of examples takes minutes.
  timeoutSeconds: 1800,
  effect: 'read-only',
  long: 'resumable',
})
export class ValidateTrainingData {
  constructor(
    private readonly data: TrainingData,
    private readonly models: Models,
    private readonly files: Files,
    private readonly shapes: Shapes,
  ) {}

  async run(input: ValidateTrainingDataInput, call: ToolCall): Promise<ToolResult<Verdict>> {
    const {
      training_file,
      validation_file,
      method = 'supervised',
      model,
      n_epochs: epochs,
      grader,
    } = await this.shapes.check(DataToCheck, input);
    const [training, validation] = await Promise.all([
      this.data.open(training_file),
      validation_file === undefined ? undefined : this.data.open(validation_file),
    ]);
    const inspection = await this.data.inspect(
      {
        ...{ method, model, grader },
        training: sourceOf(training),
        ...(validation && { validation: sourceOf(validation) }),
      },
      call,
    );
    const cost = costOf(
      inspection.training,
      { method, ...(model && { model }), ...(epochs && { epochs }) },
      this.models,
    );
    const faults = faultsOf(inspection);
    const shown = faults.slice(0, SHOWN);
    const text = [dataText(inspection, shown), '', costWords(cost, model)].join('\n');
    const verdict: Verdict = {
      valid: errorsOf(inspection) === 0,
      training: factsOf(inspection.training),
      ...(inspection.validation && { validation: factsOf(inspection.validation) }),
      faults: shown,
      cost,
    };
    if (totalOf(inspection) <= SHOWN) return new ToolResult(verdict, text);
    const report = await this.report(training.name, inspection, faults);
    return new ToolResult({ ...verdict, report: report.uri }, text).file(report);
  }

  /** All that is known of the faults, where they are too many for a result. */
  private report(name: string, inspection: Inspection, faults: readonly ShownFault[]) {
    const data = [`# Faults of ${name}`, '', dataText(inspection, []), '', ...faults.map(faultLine)];
    return this.files.save(`Faults of ${name}`, { data: `${data.join('\n')}\n`, mimeType: 'text/markdown' });
  }
}
