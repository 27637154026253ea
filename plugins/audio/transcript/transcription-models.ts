import { ToolError } from 'openai-mcp-host/plugin';

/** What a transcription model takes and gives. */
export interface TranscriptionAbilities {
  /** `words`: of segments and words. `speakers`: of segments, with who spoke. `none`: text only. */
  timestamps: 'words' | 'speakers' | 'none';
  /** Whether it takes several languages, and words to listen for. */
  hints: boolean;
  prompt: boolean;
  /** Seconds of sound that it takes in one request. */
  maxSeconds: number;
}

/** OpenAI refuses more than 1400 seconds for the gpt-4o family; less loses less where a part fails. */
const PART_SECONDS = 1200;

const FAMILIES: readonly [name: RegExp, abilities: TranscriptionAbilities][] = [
  [
    /^gpt-4o.*-transcribe-diarize/,
    { timestamps: 'speakers', hints: false, prompt: false, maxSeconds: PART_SECONDS },
  ],
  [/^gpt-4o.*-transcribe/, { timestamps: 'none', hints: false, prompt: true, maxSeconds: PART_SECONDS }],
  [/^gpt-.*transcribe/, { timestamps: 'none', hints: true, prompt: true, maxSeconds: PART_SECONDS }],
];
/** Whisper, under any name, as other providers serve it. */
const WHISPER: TranscriptionAbilities = {
  timestamps: 'words',
  hints: false,
  prompt: true,
  maxSeconds: PART_SECONDS,
};

export const abilitiesOf = (model: string): TranscriptionAbilities =>
  FAMILIES.find(([name]) => name.test(model))?.[1] ?? WHISPER;

/** What a call wants that not every model gives. */
export interface Wanted {
  speakers: boolean;
  timestamps: boolean;
}

/** A model, and what the one that answers under its name can do: of a retired one that is its replacement. */
export interface ChosenModel {
  model: string;
  abilities: TranscriptionAbilities;
}

/** The model for what a call wants: the one that it names, where that can do it; else one that can. */
export function modelFor(
  { speakers, timestamps }: Wanted,
  named: string | undefined,
  usual: string,
  successor: (model: string) => string | undefined,
): ChosenModel {
  const chosen = (model: string) => ({ model, abilities: abilitiesOf(successor(model) ?? model) });
  const isAble = ({ abilities }: ChosenModel) =>
    speakers ? abilities.timestamps === 'speakers' : !timestamps || abilities.timestamps !== 'none';
  const what = speakers ? 'speakers' : 'timestamps';
  const first = chosen(named ?? usual);
  if (isAble(first)) return first;
  if (named !== undefined) throw lacking(`${successor(named) ?? named} gives no ${what}.`);
  const other = chosen(speakers ? 'gpt-4o-transcribe-diarize' : 'whisper-1');
  if (!isAble(other))
    throw lacking(`${usual} gives no ${what}, and OpenAI has shut ${other.model} down, which gave them.`);
  return other;
}

const lacking = (message: string) =>
  new ToolError(
    'TIMESTAMPS_UNSUPPORTED',
    message,
    'Leave model out to have one chosen that does, or ask for text or json without timestamps and speakers.',
  );
