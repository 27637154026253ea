import { definePlugin } from 'openai-mcp-host/plugin';
import { AudioSettings } from './audio.settings.js';
import { Recordings } from './recording/recordings.js';
import { SpeechFiles } from './speech/speech-files.js';
import { SpeechRequests } from './speech/speech-requests.js';
import { SpokenParts } from './speech/spoken-parts.js';
import { PartQueue } from './transcript/part-queue.js';
import { SpeakerClips } from './transcript/speaker-clips.js';
import { TranscriptFiles } from './transcript/transcript-files.js';
import { Transcriptions } from './transcript/transcriptions.js';
import { SpokenTranslation } from './translation/spoken-translation.js';
import { TextTranslation } from './translation/text-translation.js';

export default definePlugin({
  name: 'audio',
  title: 'Speech',
  version: '1.0.0',
  host: '^1',
  uses: ['files', 'models', 'openai'],
  settings: AudioSettings,
  services: [
    PartQueue,
    Recordings,
    SpeakerClips,
    SpeechFiles,
    SpeechRequests,
    SpokenParts,
    SpokenTranslation,
    TextTranslation,
    TranscriptFiles,
    Transcriptions,
  ],
  instructions:
    'speak reads a text aloud; transcribe-audio writes down what a recording says, translate-audio in another language.',
});
