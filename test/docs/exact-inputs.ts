import { Speaking } from '../../plugins/audio/speech/speaking.js';
import { Transcribing } from '../../plugins/audio/transcript/transcribing.js';
import { Translating } from '../../plugins/audio/translation/translating.js';
import { BatchOrder } from '../../plugins/batch/create-batch.exact.js';
import { Embedding } from '../../plugins/embeddings/embedding.js';
import { Drawing } from '../../plugins/images/drawing.js';
import { Editing } from '../../plugins/images/editing.js';
import { Varying } from '../../plugins/images/varying.js';
import { Judging } from '../../plugins/moderation/judging.js';
import { ResearchWishes } from '../../plugins/research/deep-research.input.js';
import { WebWishes } from '../../plugins/research/web-wishes.js';
import { Chat } from '../../plugins/text/chat.js';
import { Comparison } from '../../plugins/text/comparison.js';
import { FunctionChat } from '../../plugins/text/function-chat.js';
import { FileList } from '../../plugins/vision/document/file-list.js';
import { ComparedImages } from '../../plugins/vision/pictures/compared-images.js';
import { ImageQuestion } from '../../plugins/vision/pictures/image-question.js';
import type { JsonSchema, Shape } from '../../src/plugin-api/json-schema.js';
import { schemaOf } from '../../src/schema/schema-of.js';

/** What a tool checks its arguments against beside what it lists. */
const EXACT: Record<string, Shape> = {
  'analyze-image': ImageQuestion,
  'chat-completion': Chat,
  'compare-images': ComparedImages,
  'compare-models': Comparison,
  'create-batch': BatchOrder,
  'create-embedding': Embedding,
  'create-image-variation': Varying,
  'deep-research': ResearchWishes,
  'edit-image': Editing,
  'extract-data': FileList,
  'function-call': FunctionChat,
  'generate-image': Drawing,
  'moderate-content': Judging,
  speak: Speaking,
  'transcribe-audio': Transcribing,
  'translate-audio': Translating,
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

function walk(given: JsonSchema, path: string, root: JsonSchema, found: Map<string, JsonSchema[]>): void {
  const name = typeof given.$ref === 'string' ? given.$ref.replace('#/$defs/', '') : undefined;
  const schema = name === undefined ? given : (root.$defs as Record<string, JsonSchema>)[name]!;
  found.set(path, [...(found.get(path) ?? []), schema]);
  const forms = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((each) => (each ?? []) as JsonSchema[]);
  for (const form of forms) walk(form, path, root, found);
  if (typeof schema.items === 'object') walk(schema.items as JsonSchema, `${path}[]`, root, found);
  for (const [key, inner] of Object.entries(propertiesOf(schema))) walk(inner, `${path}.${key}`, root, found);
}
