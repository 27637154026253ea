import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** An absolute path from one that a person wrote: relative to a folder, or to the home folder with `~`. */
export const localPath = (folder: string, path: string): string =>
  resolve(
    folder,
    path.replace(/^~(?=$|[\\/])/, () => homedir()),
  );
