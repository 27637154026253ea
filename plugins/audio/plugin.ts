import { definePlugin } from 'openai-mcp-host/plugin';
import { AudioSettings } from './audio.settings.js';
import { PartQueue } from './part-queue.js';
import { Recordings } from './recording/recordings.js';
import { SpeakerClips } from './speaker-clips.js';
import { SpeechFiles } from './speech-files.js';
import { SpeechRequests } from './speech-requests.js';
import { SpokenParts } from './spoken-parts.js';
import { SpokenTranslation } from './spoken-translation.js';
import { TextTranslation } from './text-translation.js';
import { TranscriptFiles } from './transcript-files.js';
import { Transcriptions } from './transcriptions.js';

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
