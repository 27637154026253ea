import { definePlugin } from 'openai-mcp-host/plugin';
import { ImagesSettings } from './images.settings.js';
import { PictureRequests } from './picture-requests.js';
import { PictureResults } from './picture-results.js';
import { Previews } from './previews.js';
import { SavedPictures } from './saved-pictures.js';

export default definePlugin({
  name: 'images',
  title: 'Pictures',
  version: '1.0.0',
  host: '^1',
  uses: ['files', 'openai'],
  settings: ImagesSettings,
  services: [PictureRequests, PictureResults, Previews, SavedPictures],
  instructions:
    'generate-image draws pictures and saves them as files; its style is words or {look, palette, composition}.',
});
