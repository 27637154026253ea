import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Service } from 'openai-mcp-host/plugin';
import { PlaybooksSettings } from './playbooks.settings.js';

const ENDING = '.md';

/** The Markdown pages of a folder, as they are now. */
@Service()
export class Pages {
  private readonly folder: string;

  constructor({ folder }: PlaybooksSettings) {
    this.folder = resolve(import.meta.dirname, folder);
  }

  async names(): Promise<string[]> {
    const files = await readdir(this.folder);
    return files
      .filter((file) => file.endsWith(ENDING))
      .map((file) => file.slice(0, -ENDING.length))
      .sort();
  }

  async namesLike(typed: string): Promise<string[]> {
    return (await this.names()).filter((name) => name.startsWith(typed.toLowerCase()));
  }

  /** The text of a page; undefined where there is none. Only a name of `names()` leads to a file. */
  async read(name: string): Promise<string | undefined> {
    const names = await this.names();
    return names.includes(name) ? readFile(this.path(name), 'utf8') : undefined;
  }

  async size(name: string): Promise<number> {
    return (await stat(this.path(name))).size;
  }

  private path(name: string): string {
    return join(this.folder, `${name}${ENDING}`);
  }
}

export const uriOf = (name: string): string => `playbooks://${encodeURIComponent(name)}`;
