import { type Kept, Records, Service, Shapes, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import { newId } from '../new-id.js';
import { AssistantForm, vectorStoresOf } from './assistant-form.js';
import { nestedFunctions } from './assistant-tools.js';

const KIND = 'assistant';

/** The assistants of whose call it is. */
@Service()
export class Assistants {
  constructor(
    private readonly records: Records,
    private readonly shapes: Shapes,
  ) {}

  /** @throws ToolError `INPUT_INVALID` with everything that is wrong. */
  async create(fields: object, call: ToolCall): Promise<Kept<AssistantForm>> {
    const form = await this.checked(fields);
    return this.records.put(KIND, newId('asst'), form, call, { version: 0 });
  }

  /** Changes what is given; null, or an empty text, takes away. */
  async update(id: string, changes: object, call: ToolCall): Promise<Kept<AssistantForm>> {
    const { value, version } = await this.get(id, call);
    const fields = Object.entries({ ...value, ...changes }).filter(
      ([, field]) => field !== null && field !== '',
    );
    const form = await this.checked(Object.fromEntries(fields));
    return this.records.put(KIND, id, form, call, { version });
  }

  /** Undefined: there is one of this id already. */
  async adopt(id: string, form: AssistantForm, call: ToolCall): Promise<Kept<AssistantForm> | undefined> {
    try {
      return await this.records.put(KIND, id, form, call, { version: 0 });
    } catch (error) {
      if (ToolError.is(error) && error.code === 'RECORD_CHANGED') return undefined;
      throw error;
    }
  }

  /** @throws ToolError `ASSISTANT_NOT_FOUND`. */
  async get(id: string, call: ToolCall): Promise<Kept<AssistantForm>> {
    const found = await this.records.get<AssistantForm>(KIND, id, call);
    if (found === undefined) throw notFound(id);
    return found;
  }

  list(after: string | undefined, limit: number, call: ToolCall): Promise<Kept<AssistantForm>[]> {
    return this.records.list(KIND, call, { limit, ...(after !== undefined && { after }) });
  }

  async delete(id: string, call: ToolCall): Promise<void> {
    if (!(await this.records.delete(KIND, id, call))) throw notFound(id);
  }

  private async checked(fields: object): Promise<AssistantForm> {
    const { tools = [], ...rest } = fields as { tools?: object[] };
    const form = await this.shapes.check(AssistantForm, { ...rest, tools: nestedFunctions(tools) });
    if (form.tools.some(({ type }) => type === 'code_interpreter'))
      throw new ToolError(
        'INPUT_INVALID',
        'code_interpreter has no counterpart here: assistants run no code.',
        'Leave it out, or give a function that runs code on your side.',
      );
    const searches = form.tools.some(({ type }) => type === 'file_search');
    if (searches && vectorStoresOf(form).length === 0)
      throw new ToolError(
        'INPUT_INVALID',
        'file_search has nothing to search.',
        'Give options: {"tool_resources": {"file_search": {"vector_store_ids": ["vs_…"]}}}; create-vector-store makes one.',
      );
    return form;
  }
}

const notFound = (id: string) =>
  new ToolError(
    'ASSISTANT_NOT_FOUND',
    `There is no assistant ${id.slice(0, 80)}.`,
    'list-assistants has them all; create-assistant makes a new one.',
  );
