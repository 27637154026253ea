import { IsOptional, Matches } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** One entry of `server.clients[].tokens`. */
export class ClientToken {
  @Describe('SHA-256 of the token, as `openai-mcp-host token new` prints it.')
  @Matches(/^(?:sha256:[0-9a-f]{64}|\$\{.+\})$/)
  hash!: string;

  @Describe(
    'When it ends: a day, which still counts, or a time in UTC. Left out, it holds until it is taken away.',
  )
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z)?$/)
  expires?: string;
}
