import { ExactQuestion } from '../../plugins/assistants/ask-assistant.input.js';
import { AssistantForm } from '../../plugins/assistants/assistant/assistant-form.js';
import { Speaking } from '../../plugins/audio/speech/speaking.js';
import { Transcribing } from '../../plugins/audio/transcript/transcribing.js';
import { Translating } from '../../plugins/audio/translation/translating.js';
import { Embedding } from '../../plugins/embeddings/embedding.js';
import { Indexing } from '../../plugins/embeddings/indexing/indexing.js';
import { Searching } from '../../plugins/embeddings/semantic-search.input.js';
import { Likening } from '../../plugins/embeddings/similar-to.input.js';
import { UploadWish } from '../../plugins/files/upload/upload-wish.js';
import { TuningOrder } from '../../plugins/fine-tuning/order/tuning-order.js';
import { DataToCheck } from '../../plugins/fine-tuning/validate-training-data.input.js';
import { Drawing } from '../../plugins/images/drawing.js';
import { Editing } from '../../plugins/images/editing.js';
import { Varying } from '../../plugins/images/varying.js';
import { Judging } from '../../plugins/moderation/judging.js';
import { ResearchWishes } from '../../plugins/research/deep-research.input.js';
import { WebWishes } from '../../plugins/research/web-wishes.js';
import { Chat } from '../../plugins/text/chat.js';
import { Comparison } from '../../plugins/text/comparison.js';
import { FunctionChat } from '../../plugins/text/function-chat.js';
import { Addition } from '../../plugins/vector-stores/addition.js';
import { NewStore } from '../../plugins/vector-stores/new-store.js';
import { StoreSearch } from '../../plugins/vector-stores/store-search.js';
import { FileList } from '../../plugins/vision/document/file-list.js';
import { ComparedImages } from '../../plugins/vision/pictures/compared-images.js';
import { ImageQuestion } from '../../plugins/vision/pictures/image-question.js';
import type { JsonSchema, Shape } from '../../src/plugin-api/json-schema.js';
import { schemaOf } from '../../src/schema/schema-of.js';

/** What a tool checks its arguments against beside what it lists. */
const EXACT: Record<string, Shape> = {
  'add-to-vector-store': Addition,
  'analyze-image': ImageQuestion,
  'ask-assistant': ExactQuestion,
  'chat-completion': Chat,
  'compare-images': ComparedImages,
  'compare-models': Comparison,
  'create-assistant': AssistantForm,
  'create-embedding': Embedding,
  'create-fine-tuning-job': TuningOrder,
  'create-image-variation': Varying,
  'create-vector-store': NewStore,
  'deep-research': ResearchWishes,
  'edit-image': Editing,
  'extract-data': FileList,
  'function-call': FunctionChat,
  'generate-image': Drawing,
  'index-documents': Indexing,
  'moderate-content': Judging,
  'search-vector-store': StoreSearch,
  'semantic-search': Searching,
  'similar-to': Likening,
  speak: Speaking,
  'transcribe-audio': Transcribing,
  'translate-audio': Translating,
  'upload-file': UploadWish,
  'validate-training-data': DataToCheck,
  'web-search': WebWishes,
};

/** A property somewhere in the arguments of a tool. */
export interface ExactProperty {
  /** Such as `messages[].content[].type`. */
  path: string;
  schemas: JsonSchema[];
}

/** What a tool takes, down to the last property; of its parameters only those that it lists. */
export function exactProperties(tool: string, listed: JsonSchema): ExactProperty[] {
  const found = new Map<string, JsonSchema[]>();
  const exact = EXACT[tool] === undefined ? undefined : schemaOf(EXACT[tool]);
  for (const [name, schema] of Object.entries(propertiesOf(listed)))
    walk(propertiesOf(exact)[name] ?? schema, name, exact ?? listed, found);
  return [...found].map(([path, schemas]) => ({ path, schemas }));
}

const propertiesOf = (schema: JsonSchema | undefined) =>
  (schema?.properties ?? {}) as Record<string, JsonSchema>;

/** @param above the classes that the property lies in: one that holds itself is described once. */
function walk(
  given: JsonSchema,
  path: string,
  root: JsonSchema,
  found: Map<string, JsonSchema[]>,
  above: readonly string[] = [],
): void {
  const name = typeof given.$ref === 'string' ? given.$ref.replace('#/$defs/', '') : undefined;
  if (name !== undefined && above.includes(name)) return;
  const inside = name === undefined ? above : [...above, name];
  const schema = name === undefined ? given : (root.$defs as Record<string, JsonSchema>)[name]!;
  found.set(path, [...(found.get(path) ?? []), schema]);
  const forms = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((each) => (each ?? []) as JsonSchema[]);
  for (const form of forms) walk(form, path, root, found, inside);
  if (typeof schema.items === 'object') walk(schema.items as JsonSchema, `${path}[]`, root, found, inside);
  for (const [key, inner] of Object.entries(propertiesOf(schema)))
    walk(inner, `${path}.${key}`, root, found, inside);
}
