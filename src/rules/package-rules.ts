import type { Complaint, Rule } from './rule.js';

const KEYWORD = 'openai-mcp-host-plugin';
const PEERS = ['openai-mcp-host', 'class-validator'];

/** Rules about the package.json of a plugin that is published. */
export const packageRules: readonly Rule[] = [
  {
    id: 'package/peer-dependencies',
    level: 'warning',
    check: ({ manifest, sources }) => {
      if (manifest === undefined) return [];
      const { dependencies = {}, peerDependencies = {} } = manifest;
      return PEERS.flatMap((name): Complaint[] => {
        const used = sources.some(({ text }) => new RegExp(`['"]${name}(/plugin)?['"]`).test(text));
        if (name in dependencies) return [{ message: `${name} is a dependency.`, hint: PEER_HINT }];
        if (!used || name in peerDependencies) return [];
        return [{ message: `${name} is imported and is no peer dependency.`, hint: PEER_HINT }];
      });
    },
  },
  {
    id: 'package/version',
    level: 'warning',
    check: ({ manifest, code }) => {
      if (manifest === undefined || code === undefined) return [];
      if (manifest.version === code.definition.version) return [];
      const message = `package.json says version ${manifest.version}, definePlugin says ${code.definition.version}.`;
      return [{ message, hint: 'Write the same into both.' }];
    },
  },
  {
    id: 'package/keyword',
    level: 'advice',
    check: ({ manifest }) =>
      manifest === undefined || (Array.isArray(manifest.keywords) && manifest.keywords.includes(KEYWORD))
        ? []
        : [{ message: `Its package.json lacks the keyword ${KEYWORD}.`, hint: 'People find plugins by it.' }],
  },
];

const PEER_HINT = 'List it in `peerDependencies`: the host gives every plugin its own copy.';
