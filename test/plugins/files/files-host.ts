import { mkdtemp, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePlugin } from 'openai-mcp-host/plugin';
import { type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import { DeleteFile } from '../../../plugins/files/delete-file.tool.js';
import { DownloadFile } from '../../../plugins/files/download-file.tool.js';
import { GetFile } from '../../../plugins/files/get-file.tool.js';
import { ListFiles } from '../../../plugins/files/list-files.tool.js';
import files from '../../../plugins/files/plugin.js';
import { UploadFile } from '../../../plugins/files/upload-file.tool.js';

const PLUGIN = definePlugin({
  ...files,
  tools: [DeleteFile, DownloadFile, GetFile, ListFiles, UploadFile],
});

export interface FilesHost extends TestHost {
  folder: string;
  /** Puts a file where tools may read it; gives its path. */
  put(name: string, content: Uint8Array | string): Promise<string>;
  /** Puts a file that is long and takes no room. */
  putSparse(name: string, bytes: number): Promise<string>;
}

/** The files plugin from its sources, behind a real client, in front of a server that stands in for OpenAI. */
export async function filesHost(
  baseURL: string,
  { config, ...options }: TestHostOptions = {},
): Promise<FilesHost> {
  const folder = await mkdtemp(join(tmpdir(), 'uploads-'));
  const host = await testHost({
    ...options,
    plugins: [PLUGIN],
    network: 'configured',
    config: { files: { roots: [folder] }, openai: { baseURL }, ...config },
  });
  return {
    ...host,
    folder,
    close: () => host.close(),
    put: async (name, content) => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
    putSparse: async (name, bytes) => {
      await writeFile(join(folder, name), '');
      await truncate(join(folder, name), bytes);
      return join(folder, name);
    },
  };
}
