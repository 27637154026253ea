import type { ConversationItem } from 'openai/resources/conversations/items';
import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { OpenAIClient, Provider, Service, type TextMessage } from 'openai-mcp-host/plugin';
import { itemsOf } from './conversation-items.js';
import type { PendingCall } from './thread.js';

/** The most items that OpenAI takes, and lists, at once. */
const MOST_ADDED = 20;
const MOST_LISTED = 100;
const DELETED_AT_ONCE = 4;

/** OpenAI's own conversations. */
@Service()
export class Conversations {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
  ) {}

  /** Of other providers nobody knows whether they have them. */
  get areThere(): boolean {
    return this.provider.kind === 'openai' && this.provider.usesResponses();
  }

  /** One that begins with what was kept here. */
  async create(thread: string, messages: readonly TextMessage[]): Promise<string> {
    const items: ResponseInputItem[] = messages.flatMap(itemsOf);
    const { id } = await this.openai.conversations.create({
      metadata: { thread },
      ...(items.length > 0 && { items: items.slice(0, MOST_ADDED) }),
    });
    for (let at = MOST_ADDED; at < items.length; at += MOST_ADDED)
      await this.openai.conversations.items.create(id, { items: items.slice(at, at + MOST_ADDED) });
    return id;
  }

  /** A page of its items, newest first. */
  async page(
    id: string,
    limit: number,
    after?: string,
  ): Promise<{ items: ConversationItem[]; after: string | undefined }> {
    const page = await this.openai.conversations.items.list(id, {
      ...{ limit, order: 'desc' },
      ...(after !== undefined && { after }),
    });
    return { items: page.data, after: page.has_more ? page.last_id : undefined };
  }

  /** Functions that were called and have no output yet, by what OpenAI has. */
  async pending(id: string): Promise<PendingCall[]> {
    const { items } = await this.page(id, MOST_LISTED);
    const answered = new Set(
      items.flatMap((item) => (item.type === 'function_call_output' ? [item.call_id] : [])),
    );
    return items
      .flatMap((item) => (item.type === 'function_call' && !answered.has(item.call_id) ? [item] : []))
      .map(({ call_id, name, arguments: args }) => ({ id: call_id, name, arguments: args }))
      .reverse();
  }

  /** With all of its items: OpenAI would keep them. One that is gone already is fine. */
  async delete(id: string): Promise<void> {
    try {
      for (;;) {
        const { items } = await this.page(id, MOST_LISTED);
        const ids = items.flatMap((item) => (item.id ? [item.id] : []));
        if (ids.length === 0) break;
        for (let at = 0; at < ids.length; at += DELETED_AT_ONCE)
          await Promise.all(ids.slice(at, at + DELETED_AT_ONCE).map((item) => this.deleteItem(id, item)));
      }
      await this.openai.conversations.delete(id);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  private async deleteItem(conversation_id: string, item: string): Promise<void> {
    try {
      await this.openai.conversations.items.delete(item, { conversation_id });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

const isGone = (error: unknown): boolean => Reflect.get(Object(error), 'status') === 404;
