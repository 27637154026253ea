import type { SharedAnswer, SharedAnswers } from '../../contracts/shared-answers.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { HeldAnswerStore } from '../../storage/held-answer-store.js';
import type { Storage } from '../../storage/storage.js';

const KEPT_MS = 900_000;
/** What is longer waits at the server that has made it. */
const MOST_CHARACTERS = 4_000_000;

/** Answers that wait for a person, where the database is a deployment's. */
export class DatabaseAnswers implements SharedAnswers {
  constructor(
    private readonly storage: () => Promise<Storage>,
    private readonly log: Logger,
  ) {}

  async keep({ question, ...row }: SharedAnswer): Promise<void> {
    if (row.answer.length > MOST_CHARACTERS) return;
    await this.attempt((store) => store.keep({ ...row, question: JSON.stringify(question) }));
  }

  async questions(owner: string, tool: string): Promise<Pick<SharedAnswer, 'id' | 'question'>[]> {
    const rows = (await this.attempt((store) => store.questions(owner, tool))) ?? [];
    return rows.map(({ id, question }) => ({ id, question: JSON.parse(question) as object }));
  }

  take(id: string): Promise<string | undefined> {
    return this.attempt((store) => store.take(id));
  }

  private async attempt<T>(work: (store: HeldAnswerStore) => Promise<T>): Promise<T | undefined> {
    try {
      const { HeldAnswerStore } = await import('../../storage/held-answer-store.js');
      return await work(new HeldAnswerStore(await this.storage(), KEPT_MS));
    } catch (error) {
      this.log.warn('An answer that waits for a person is not shared with other servers.', {
        error: String(error),
      });
      return undefined;
    }
  }
}
