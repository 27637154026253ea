import { definePlugin } from 'openai-mcp-host/plugin';
import { DocumentParts } from './document/document-parts.js';
import { DocumentQuestions } from './document/document-questions.js';
import { DocumentReader } from './document/document-reader.js';
import { Documents } from './document/documents.js';
import { LongText } from './long-text.js';
import { ImageSources } from './pictures/image-sources.js';
import { VisionSettings } from './vision.settings.js';

export default definePlugin({
  name: 'vision',
  title: 'Look at pictures and documents',
  version: '1.0.0',
  host: '^1',
  uses: ['files', 'openai'],
  settings: VisionSettings,
  services: [ImageSources, Documents, DocumentParts, DocumentQuestions, DocumentReader, LongText],
  instructions:
    'analyze-image answers questions about pictures, compare-images tells them apart; analyze-document reads PDFs, office files and scans; extract-data fills a JSON Schema from any of them.',
});
