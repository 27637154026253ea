import type { StepContext } from '../plugin-api/call-step.js';
import type { Shape } from '../plugin-api/json-schema.js';
import type { ToolEffect } from '../plugin-api/tool.js';
import {
  type Asked,
  type Confirmation,
  type LogLevel,
  type Root,
  type Sample,
  type SampleOptions,
  ToolCall,
} from '../plugin-api/tool-call.js';
import type { HostCall } from './host-call.js';
import type { Passage } from './passage.js';

/** What a plugin's step may see and do of the call that passes it. */
export class StepCall extends ToolCall implements StepContext {
  private readonly call: HostCall;
  readonly effect: ToolEffect;
  private copied: Record<string, unknown> | undefined;

  /** @param checked whether it looks at arguments that were checked. */
  constructor(
    private readonly passage: Passage,
    private readonly checked: boolean,
  ) {
    super();
    this.call = passage.call;
    this.effect = passage.served!.tool.effect;
  }

  get id() {
    return this.call.id;
  }

  get client() {
    return this.call.client;
  }

  get signal() {
    return this.call.signal;
  }

  get tool() {
    return this.call.tool;
  }

  get plugin() {
    return this.call.plugin;
  }

  /** A copy, so that nothing gets past the check; made only for steps that look. */
  get input(): Record<string, unknown> {
    const { input, request } = this.passage;
    const given = this.checked ? input : (request.arguments as Record<string, unknown> | undefined);
    this.copied ??= structuredClone(given ?? {});
    return this.copied;
  }

  progress(fraction: number | undefined, message?: string): void {
    this.call.progress(fraction, message);
  }

  confirm(question: string): Promise<Confirmation> {
    return this.call.confirm(question);
  }

  ask<Fields extends object>(question: string, fields: Shape<Fields>): Promise<Asked<{ fields: Fields }>> {
    return this.call.ask(question, fields);
  }

  sample(prompt: string, options: SampleOptions): Promise<Asked<Sample>> {
    return this.call.sample(prompt, options);
  }

  roots(): Promise<Asked<{ roots: readonly Root[] }>> {
    return this.call.roots();
  }

  log(level: LogLevel, data: string | object): void {
    this.call.log(level, data);
  }

  note(remark: string): void {
    this.call.note(remark);
  }
}
