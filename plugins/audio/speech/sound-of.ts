import type { SpeechCreateParams } from 'openai/resources/audio/speech';
import { ToolError } from 'openai-mcp-host/plugin';

const NO_SOUND = /json|html|xml|^text\//;
/** No format of sound but raw samples begins as a text does. */
const BEGINS_AS_TEXT = /^\s*[{[<"]/;

/** The sound of an answer; other servers give it whatever type they like. */
export async function soundOf(
  answer: Response,
  format: SpeechCreateParams['response_format'],
): Promise<Buffer> {
  const sound = Buffer.from(await answer.arrayBuffer());
  const isText =
    NO_SOUND.test(answer.headers.get('content-type') ?? '') ||
    (format !== 'pcm' && BEGINS_AS_TEXT.test(sound.toString('latin1', 0, 16)));
  if (sound.length > 0 && !isText) return sound;
  throw new ToolError(
    'UPSTREAM_INVALID_RESPONSE',
    'What came back for the text is no sound.',
    'Call again, or use another model.',
  );
}
