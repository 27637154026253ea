import { badRequest } from './api-error.js';
import { countTokens } from './count-tokens.js';
import type { KeptFiles } from './kept-files.js';
import type { WireJson } from './wire-json.js';

const FEWEST = 10;

export interface TrainingFile {
  examples: number;
  tokens: number;
  /** Why a job with it fails; the real API finds that after it has taken the job. */
  error: { code: string; message: string; param: string } | null;
}

/** Refuses a file that is not there, or was uploaded for something else. */
export function assertTrainingFile(files: KeptFiles, id: unknown, param: string): void {
  const purpose = purposeOf(files, id);
  if (purpose === undefined) throw badRequest(`invalid ${param}: ${id}`, param);
  if (purpose !== 'fine-tune')
    throw badRequest(
      `The file ${id} has the purpose '${purpose}', but fine-tuning needs 'fine-tune'.`,
      param,
      'invalid_file_purpose',
    );
}

function purposeOf(files: KeptFiles, id: unknown): string | undefined {
  try {
    return files.retrieve(String(id)).purpose;
  } catch {
    return undefined;
  }
}

/** What the real API finds in a file while a job validates it. */
export function readTrainingFile(files: KeptFiles, id: string, param: string): TrainingFile {
  const lines = files.retrieveContent(id).bytes.toString('utf8').split('\n');
  const found: TrainingFile = { examples: 0, tokens: 0, error: null };
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    found.examples += 1;
    found.tokens += countTokens(line);
    if (!isExample(line))
      return {
        ...found,
        error: {
          code: 'invalid_training_file',
          message: `The job failed due to an invalid ${param.replace('_', ' ')}. Invalid file format. Line ${at + 1} is no example.`,
          param,
        },
      };
  }
  if (found.examples < FEWEST && param === 'training_file')
    found.error = {
      code: 'invalid_n_examples',
      message: `Training file has ${found.examples} example(s), but must have at least ${FEWEST} examples`,
      param,
    };
  return found;
}

function isExample(line: string): boolean {
  try {
    const { messages, input, prompt }: WireJson = JSON.parse(line);
    return Array.isArray(messages) || Array.isArray(input?.messages) || typeof prompt === 'string';
  } catch {
    return false;
  }
}
