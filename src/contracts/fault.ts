/** Something wrong with the configuration or a plugin, found before any call: what, where and what to do. */
export interface Fault {
  /** Stable, upper snake case; listed in docs/errors.md. */
  code: string;
  message: string;
  hint?: string;
  /** The plugin that it concerns. */
  plugin?: string;
  /** The file, with `:line` where known, or the path in the config document, such as `plugins.text.settings.model`. */
  where?: string;
}

/** A {@link Fault} that is thrown. */
export class FaultError extends Error {
  override readonly name = 'FaultError';

  constructor(
    readonly faults: readonly Fault[],
    cause?: unknown,
  ) {
    super(faults.map((fault) => fault.message).join('\n'), cause === undefined ? undefined : { cause });
  }
}

export const fault = (code: string, message: string, hint?: string, rest: Partial<Fault> = {}): FaultError =>
  new FaultError([{ code, message, ...(hint === undefined ? {} : { hint }), ...rest }]);
