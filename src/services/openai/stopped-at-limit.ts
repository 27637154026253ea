type Json = Record<string, unknown>;

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Whether an answer ended at the limit of its output tokens: of Responses or, in any choice, of completions. */
export const stoppedAtLimit = ({ incomplete_details, choices }: Json): boolean =>
  field(incomplete_details, 'reason') === 'max_output_tokens' ||
  (Array.isArray(choices) && choices.some((choice) => field(choice, 'finish_reason') === 'length'));
