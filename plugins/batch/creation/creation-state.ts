/** How far the creation of a batch has come, written down before each step. */
export interface CreationState {
  /** In the name of the file and in the metadata of the batch: both are found by it where an answer was lost. */
  mark: string;
  step: 'uploading' | 'uploaded' | 'creating' | 'created';
  file_id?: string | undefined;
  batch?: string;
  /** ms since 1970. */
  at: number;
}
