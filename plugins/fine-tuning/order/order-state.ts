/** How far an order for a fine-tuning job has come, written down before each step. */
export interface OrderState {
  /** In the names of its files and in the metadata of its job: they are found by it where an answer was lost. */
  mark: string;
  step: 'uploading' | 'creating' | 'created';
  job?: string;
  /** ms since 1970. */
  at: number;
}
