import { definePlugin } from 'openai-mcp-host/plugin';
import { Downloads } from './downloads.js';
import { PartedUpload } from './upload/parted-upload.js';
import { ResumedUploads } from './upload/resumed-uploads.js';
import { UploadProgress } from './upload/upload-progress.js';
import { Uploads } from './upload/uploads.js';

export default definePlugin({
  name: 'files',
  title: 'Files',
  version: '1.1.0',
  host: '^1',
  services: [UploadProgress, PartedUpload, ResumedUploads, Downloads],
  exports: [Uploads],
  uses: ['openai', 'files'],
});
