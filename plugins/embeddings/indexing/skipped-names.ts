/** What is left alone where only its folder is named: it is no text by its name. */
const BINARY = new Set(
  (
    'png jpg jpeg gif webp avif heic bmp tif tiff ico icns psd mp3 wav ogg flac m4a aac mp4 mov avi mkv webm ' +
    'zip gz tgz bz2 xz zst 7z rar jar war class exe dll so dylib a o obj lib wasm pyc node bin dat db sqlite sqlite3 ' +
    'woff woff2 ttf otf eot docx xlsx pptx odt ods odp doc xls ppt epub parquet npy npz pt onnx gguf safetensors iso dmg'
  ).split(' '),
);
/** What a program wrote for programs. */
const GENERATED =
  /(^|[\\/])(package-lock\.json|pnpm-lock\.yaml|go\.sum|[^\\/]+\.(lock|min\.js|min\.css|map))$/;

/** Why a file in a folder is passed over, in a word; undefined: it is not. */
export function skippedByName(path: string): string | undefined {
  if (GENERATED.test(path)) return 'generated';
  const extension = /\.([^.\\/]+)$/.exec(path)?.[1]?.toLowerCase();
  return extension !== undefined && BINARY.has(extension) ? 'binary' : undefined;
}
