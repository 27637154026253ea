const EXTENSIONS = new Map(
  Object.entries({
    'image/png': '.png',
    'image/jpeg': '.jpg',
    'image/gif': '.gif',
    'image/webp': '.webp',
    'image/avif': '.avif',
    'image/heic': '.heic',
    'image/bmp': '.bmp',
    'image/tiff': '.tiff',
    'image/svg+xml': '.svg',
    'audio/mpeg': '.mp3',
    'audio/wav': '.wav',
    'audio/ogg': '.ogg',
    'audio/opus': '.opus',
    'audio/aac': '.aac',
    'audio/flac': '.flac',
    'audio/mp4': '.m4a',
    'audio/pcm': '.pcm',
    'video/mp4': '.mp4',
    'video/quicktime': '.mov',
    'video/webm': '.webm',
    'application/pdf': '.pdf',
    'application/zip': '.zip',
    'application/gzip': '.gz',
    'application/rtf': '.rtf',
    'application/epub+zip': '.epub',
    'application/msword': '.doc',
    'application/vnd.ms-excel': '.xls',
    'application/vnd.ms-powerpoint': '.ppt',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation': '.pptx',
    'application/vnd.oasis.opendocument.text': '.odt',
    'application/vnd.oasis.opendocument.spreadsheet': '.ods',
    'application/vnd.oasis.opendocument.presentation': '.odp',
    'application/json': '.json',
    'application/jsonl': '.jsonl',
    'application/x-ndjson': '.jsonl',
    'application/xml': '.xml',
    'text/plain': '.txt',
    'text/markdown': '.md',
    'text/csv': '.csv',
    'text/html': '.html',
    'text/vtt': '.vtt',
    'text/tab-separated-values': '.tsv',
    'application/x-subrip': '.srt',
  }),
);

/** The extension of a media type, with its dot; `.bin` where it is unknown. Parameters such as `charset` don't matter. */
export const extensionOf = (mimeType: string): string =>
  EXTENSIONS.get(mimeType.split(';')[0]!.trim().toLowerCase()) ?? '.bin';

/** The media type that an extension stands for, with its dot; `application/octet-stream` where it is unknown. */
export const mimeTypeOfExtension = (extension: string): string =>
  [...EXTENSIONS].find(([, known]) => known === extension.toLowerCase())?.[0] ?? 'application/octet-stream';
