import type { TrainingStep } from './training-run.js';
import type { WireJson } from './wire-json.js';

/** What a fine-tuning job tells of itself, the oldest first. */
export class TuningEvents {
  readonly list: WireJson[] = [];

  say(message: string, level: 'info' | 'warn' | 'error' = 'info'): void {
    this.add({ level, message, type: 'message', data: {} });
  }

  measure({ step, trainLoss, trainAccuracy, validLoss }: TrainingStep, steps: number): void {
    const validation = validLoss === null ? '' : `, validation loss=${validLoss.toFixed(2)}`;
    this.add({
      level: 'info',
      message: `Step ${step}/${steps}: training loss=${trainLoss.toFixed(2)}${validation}`,
      type: 'metrics',
      data: {
        step,
        total_steps: steps,
        train_loss: trainLoss,
        train_mean_token_accuracy: trainAccuracy,
        ...(validLoss !== null && { valid_loss: validLoss }),
      },
    });
  }

  private add(event: WireJson): void {
    this.list.push({
      object: 'fine_tuning.job.event',
      id: `ftevent-${crypto.randomUUID().replaceAll('-', '').slice(0, 24)}`,
      created_at: Math.floor(Date.now() / 1000),
      ...event,
    });
  }
}
