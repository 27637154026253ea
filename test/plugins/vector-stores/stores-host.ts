import { mkdtemp, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePlugin } from 'openai-mcp-host/plugin';
import { type TestHost, type TestHostOptions, testHost } from 'openai-mcp-host/testing';
import files from '../../../plugins/files/plugin.js';
import { CancelJob } from '../../../plugins/jobs/cancel-job.tool.js';
import { GetJob } from '../../../plugins/jobs/get-job.tool.js';
import jobs from '../../../plugins/jobs/plugin.js';
import { AddToVectorStore } from '../../../plugins/vector-stores/add-to-vector-store.tool.js';
import { CreateVectorStore } from '../../../plugins/vector-stores/create-vector-store.tool.js';
import { DeleteVectorStore } from '../../../plugins/vector-stores/delete-vector-store.tool.js';
import { ListVectorStores } from '../../../plugins/vector-stores/list-vector-stores.tool.js';
import vectorStores from '../../../plugins/vector-stores/plugin.js';
import { SearchVectorStore } from '../../../plugins/vector-stores/search-vector-store.tool.js';

const PLUGINS = [
  { ...files, tools: [] },
  { ...jobs, tools: [CancelJob, GetJob] },
  {
    ...vectorStores,
    tools: [AddToVectorStore, CreateVectorStore, DeleteVectorStore, ListVectorStores, SearchVectorStore],
  },
].map(definePlugin);

export interface StoresHost extends TestHost {
  folder: string;
  /** Puts a file where tools may read it; gives its path. */
  put(name: string, content: Uint8Array | string): Promise<string>;
  /** Puts a file that is long and takes no room. */
  putSparse(name: string, bytes: number): Promise<string>;
}

/** The plugins of vector stores and jobs from their sources, behind a real client, in front of a server that stands in for OpenAI. */
export async function storesHost(
  baseURL: string,
  { config, ...options }: TestHostOptions = {},
): Promise<StoresHost> {
  const folder = await mkdtemp(join(tmpdir(), 'stores-'));
  const host = await testHost({
    ...options,
    plugins: PLUGINS,
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
