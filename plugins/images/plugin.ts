import { definePlugin } from 'openai-mcp-host/plugin';
import { DrawnPictures } from './drawn-pictures.js';
import { EditRequests } from './edit-requests.js';
import { ImagesSettings } from './images.settings.js';
import { Outpainting } from './outpainting.js';
import { PictureRequests } from './picture-requests.js';
import { PictureResults } from './picture-results.js';
import { Previews } from './previews.js';
import { SavedPictures } from './saved-pictures.js';
import { SourcePictures } from './source-pictures.js';
import { Variations } from './variations.js';

export default definePlugin({
  name: 'images',
  title: 'Pictures',
  version: '1.0.0',
  host: '^1',
  uses: ['files', 'models', 'openai'],
  settings: ImagesSettings,
  services: [
    DrawnPictures,
    EditRequests,
    Outpainting,
    PictureRequests,
    PictureResults,
    Previews,
    SavedPictures,
    SourcePictures,
    Variations,
  ],
  instructions: [
    'generate-image draws pictures and saves them as files; its style is words or {look, palette, composition}.',
    'edit-image takes paths, URLs, data URLs and files that these tools made, so that edits can go on from edits;',
    'its expand is {left, right, top, bottom} in pixels, or {size, anchor}.',
  ].join(' '),
});
