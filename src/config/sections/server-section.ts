import { IsArray, IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe, Nested } from '../../plugin-api/property.js';
import { AdminSection } from './admin-section.js';
import { ClientEntry } from './client-entry.js';
import { HttpSection } from './http-section.js';
import { OAuthSection } from './oauth-section.js';

/** `server`: what clients meet. */
export class ServerSection {
  @Describe('Name that the server gives itself.')
  @IsString()
  name = 'openai-mcp-host';

  @Describe('Most bytes of one encoded message to the client; what is larger goes to a file and a link.')
  @IsInt()
  @Min(16_384)
  @Max(9_000_000)
  maxMessageBytes = 1_048_576;

  @Describe('Seconds until a tool call is given up, unless the tool sets its own limit.')
  @IsNumber()
  @Min(1)
  callTimeoutSeconds = 900;

  @Describe('Seconds after which the call of a long tool goes on as a job, and its client gets the id.')
  @IsNumber()
  @Min(0.1)
  @Max(86_400)
  handOverSeconds = 50;

  @Describe('Seconds that a plugin may take to load or to start.')
  @IsNumber()
  @Min(0.1)
  @Max(600)
  pluginTimeoutSeconds = 10;

  @Describe('Who may come in over HTTP with a token of this server, and what each may do.')
  @IsArray()
  @Nested(() => ClientEntry, { each: true })
  clients: ClientEntry[] = [];

  @Describe('Whose access tokens are taken over HTTP beside these.')
  @IsOptional()
  @Nested(() => OAuthSection)
  oauth?: OAuthSection;

  @Describe('How it is served over HTTP.')
  @Nested(() => HttpSection)
  http = new HttpSection();

  @Describe('The operations page.')
  @Nested(() => AdminSection)
  admin = new AdminSection();
}
