import { hashText, numbersFrom } from './hash-text.js';

export interface TrainingStep {
  step: number;
  trainLoss: number;
  trainAccuracy: number;
  /** Every few steps, where there is a validation file. */
  validLoss: number | null;
  validAccuracy: number | null;
}

const MOST_STEPS = 500;
const VALIDATION_EVERY = 5;
const round = (value: number): number => Math.round(value * 1e5) / 1e5;

/** How a training goes: the loss falls and evens out, and that of validation a little less. */
export function trainingSteps(seed: string, count: number, isValidated: boolean): TrainingStep[] {
  const next = numbersFrom(hashText(seed));
  const steps = Math.min(Math.max(1, count), MOST_STEPS);
  return Array.from({ length: steps }, (_, at) => {
    const progress = at / steps;
    const trainLoss = 0.35 + 2.1 * Math.exp(-4 * progress) + (next() - 0.5) * 0.25;
    const validLoss = 0.55 + 1.9 * Math.exp(-3.6 * progress) + (next() - 0.5) * 0.12;
    const isLooked = isValidated && (at % VALIDATION_EVERY === 0 || at === steps - 1);
    return {
      step: at + 1,
      trainLoss: round(trainLoss),
      trainAccuracy: round(Math.min(1, 1 / (1 + trainLoss / 2))),
      validLoss: isLooked ? round(validLoss) : null,
      validAccuracy: isLooked ? round(Math.min(1, 1 / (1 + validLoss / 2))) : null,
    };
  });
}

/** The result file of a job. The real API gives it in base64. */
export function resultCsv(steps: readonly TrainingStep[]): Buffer {
  const rows = steps.map(({ step, trainLoss, trainAccuracy, validLoss, validAccuracy }) =>
    [step, trainLoss, trainAccuracy, validLoss ?? '', validAccuracy ?? ''].join(','),
  );
  const csv = ['step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy', ...rows].join('\n');
  return Buffer.from(Buffer.from(`${csv}\n`).toString('base64'));
}
