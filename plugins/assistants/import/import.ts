import { type Kept, Models, Service, Shapes, type TextMessage, type ToolCall } from 'openai-mcp-host/plugin';
import type { AssistantForm } from '../assistant/assistant-form.js';
import { Assistants } from '../assistant/assistants.js';
import { OwnHistory } from '../thread/own-history.js';
import { Threads } from '../thread/threads.js';
import { exportParts } from './export-parts.js';
import { Imported, type ImportedAssistant, type ImportedThread } from './imported.js';
import { plainAssistant } from './plain-assistant.js';
import { plainThread } from './plain-thread.js';

const MOST_STEPS = 8;

export interface ImportOutcome {
  assistants: Kept<AssistantForm>[];
  threads: string[];
  /** Those that were there already: they stay as they are. */
  skipped: string[];
}

/** Takes over what the Assistants API had. */
@Service()
export class Import {
  constructor(
    private readonly assistants: Assistants,
    private readonly threads: Threads,
    private readonly own: OwnHistory,
    private readonly models: Models,
    private readonly shapes: Shapes,
  ) {}

  /** All of it is checked before any of it is kept. @throws ToolError `IMPORT_INVALID`, `INPUT_INVALID` with every fault and its place. */
  async take(given: unknown, call: ToolCall): Promise<ImportOutcome> {
    const parts = exportParts(given);
    const { assistants, threads } = await this.shapes.check(Imported, {
      assistants: parts.assistants.map(plainAssistant),
      threads: parts.threads.map(plainThread),
    });
    const outcome: ImportOutcome = { assistants: [], threads: [], skipped: [] };
    const all = assistants.length + threads.length;
    const tell = () =>
      call.progress(
        (outcome.assistants.length + outcome.threads.length + outcome.skipped.length) / Math.max(1, all),
      );
    for (const assistant of assistants) {
      call.signal.throwIfAborted();
      const kept = await this.assistants.adopt(assistant.id, this.formOf(assistant, call), call);
      if (kept === undefined) outcome.skipped.push(assistant.id);
      else outcome.assistants.push(kept);
      tell();
    }
    const only = assistants.length === 1 ? assistants[0]!.id : '';
    for (const thread of threads) {
      call.signal.throwIfAborted();
      const isNew = await this.takeThread(thread, only, call);
      (isNew ? outcome.threads : outcome.skipped).push(thread.id);
      tell();
    }
    return outcome;
  }

  private formOf({ id, ...form }: ImportedAssistant, call: ToolCall): AssistantForm {
    const tools = form.tools.filter(({ type }) => type !== 'code_interpreter');
    if (tools.length < form.tools.length)
      call.note(`${id}: code_interpreter has no counterpart here; it was left out, and so were its files.`);
    if (form.file_ids !== undefined)
      call.note(`${id}: its files go with the first question of each thread, whole.`);
    const model = form.model === undefined ? undefined : this.servedModel(form.model);
    if (model !== form.model) call.note(`${id}: ${form.model} is retired; ${model} takes its place.`);
    return { ...form, tools, ...(model !== undefined && { model }) };
  }

  /** What a retired name has come to. */
  private servedModel(name: string): string {
    let model = this.models.find(name);
    for (let step = 0; step < MOST_STEPS && model?.status === 'retired' && model.replacement; step++)
      model = this.models.find(model.replacement) ?? { ...model, id: model.replacement, status: 'current' };
    return model === undefined || this.models.find(name)?.status !== 'retired' ? name : model.id;
  }

  private async takeThread(
    { id, assistant_id: assistant, vector_store_ids: stores, messages }: ImportedThread,
    only: string,
    call: ToolCall,
  ): Promise<boolean> {
    if ((await this.threads.find(id, call)) !== undefined) return false;
    const kept: TextMessage[] = inOrder(messages).map(({ role, content }) => ({ role, content }));
    await this.own.write(id, 0, kept, call);
    const title = String(kept.find(({ role }) => role === 'user')?.content ?? id)
      .replace(/\s+/g, ' ')
      .slice(0, 100);
    return this.threads.adopt(
      id,
      {
        ...{ assistant: assistant ?? only, title: title.toWellFormed(), count: kept.length, pending: [] },
        ...(kept.length > 0 && { hasBegun: true }),
        ...(stores !== undefined && { vector_store_ids: stores }),
      },
      call,
    );
  }
}

/** The API listed the newest first. */
function inOrder(messages: ImportedThread['messages']): ImportedThread['messages'] {
  const times = messages.map(({ created_at: at }) => at);
  if (times.includes(undefined)) return messages;
  const isNewestFirst = (times[0] ?? 0) > (times.at(-1) ?? 0);
  return (isNewestFirst ? messages.toReversed() : messages).toSorted(
    (one, other) => one.created_at! - other.created_at!,
  );
}
