import { IsBoolean, IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `server.http`: how `serve --transport http` serves. */
export class HttpSection {
  @Describe('Address that is listened at. Beyond this machine only with clients that say who they are.')
  @IsString()
  host = '127.0.0.1';

  @Describe('Port that is listened at; 0 for any free one.')
  @IsInt()
  @Min(0)
  @Max(65_535)
  port = 3333;

  @Describe('Path of the MCP endpoint.')
  @Matches(/^\/[\w/.-]*$/)
  path = '/mcp';

  @Describe('What clients call the server, as behind a balancer: https://tools.example.com.')
  @IsOptional()
  @Matches(/^(?:https?:\/\/\S+|\$\{.+\})$/)
  publicUrl?: string;

  @Describe(
    'Names, without port, that requests may address the server by, beside those of publicUrl and this machine.',
  )
  @IsString({ each: true })
  allowedHosts: string[] = [];

  @Describe('Hosts, without scheme and port, whose web pages may ask the server, beside its own.')
  @IsString({ each: true })
  allowedOrigins: string[] = [];

  @Describe('Megabytes of one request at most.')
  @IsInt()
  @Min(1)
  @Max(512)
  maxBodyMB = 32;

  @Describe('Seconds that a client gets to send the headers of a request.')
  @IsNumber()
  @Min(0.1)
  headersSeconds = 15;

  @Describe('Seconds that a client gets to send a whole request.')
  @IsNumber()
  @Min(0.1)
  requestSeconds = 120;

  @Describe('Seconds after which a client is gone that takes nothing of what it is sent.')
  @IsNumber()
  @Min(0.1)
  unreadSeconds = 60;

  @Describe('Sessions of older clients at most. For one more, that which is idle for the longest ends.')
  @IsInt()
  @Min(1)
  maxSessions = 1000;

  @Describe('Minutes without a request or an open stream after which a session ends.')
  @IsNumber()
  @Min(0.01)
  sessionIdleMinutes = 30;

  @Describe(
    'Keeps nothing between requests. Older clients then get no questions, no news, and can cancel nothing.',
  )
  @IsBoolean()
  stateless = false;

  @Describe('Serves HTTP+SSE too, at /sse and /messages, for clients older than March 2025.')
  @IsBoolean()
  sse = false;

  @Describe('Seconds that calls under way get to end when the server is to stop.')
  @IsNumber()
  @Min(0)
  @Max(3600)
  drainSeconds = 25;

  @Describe('Serves beyond this machine whoever asks, although anybody there can then spend your money.')
  @IsBoolean()
  allowAnonymous = false;
}
