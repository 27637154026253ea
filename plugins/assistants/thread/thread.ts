import type { FunctionCalled } from 'openai-mcp-host/plugin';

export type PendingCall = Pick<FunctionCalled, 'id' | 'name' | 'arguments'>;

/** What is kept of a thread; what was said lies at OpenAI, or in records of its own. */
export interface Thread {
  /** Whom it is with by default. */
  assistant: string;
  /** Its first words. */
  title: string;
  /** Of OpenAI's; absent where it has none yet, or the provider has no conversations. */
  conversation?: string;
  /** How many messages of it are kept here. */
  count: number;
  /** Functions that were called and have no output yet. */
  pending: PendingCall[];
  /** Vector stores of its own, beside those of the assistant. */
  vector_store_ids?: string[];
  /** Whether a question of it was answered; the assistant's files go with the first. */
  hasBegun?: boolean;
  /** Whether somebody began to ask and nobody has seen the end: OpenAI may have more than is known here. */
  isUnsettled?: boolean;
}
