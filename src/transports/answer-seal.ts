import {
  createRequestStateCodec,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { accessOf } from './calling-client.js';

/** Signs what travels through a client from one round of questions to the next: it can't be altered, nor used by another. */
export class AnswerSeal<State> {
  private codec: Promise<RequestStateCodec<State>> | undefined;

  /** @param key asked for once, with the first question; the same at every server of a deployment. */
  constructor(private readonly key: () => Promise<Uint8Array>) {}

  async mint(state: State, context: ServerContext): Promise<string> {
    return (await this.opened()).mint(state, context);
  }

  readonly verify = async (state: string, context: ServerContext): Promise<State> =>
    (await this.opened()).verify(state, context);

  private opened(): Promise<RequestStateCodec<State>> {
    this.codec ??= this.key().then((key) =>
      createRequestStateCodec<State>({ key, bind: (context) => accessOf(context)?.name ?? '' }),
    );
    // A database that was away may be there next time.
    this.codec.catch(() => {
      this.codec = undefined;
    });
    return this.codec;
  }
}
