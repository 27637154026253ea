import {
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `telemetry`: what others may see of the server's work. It never has prompts, answers, keys or names of files. */
export class TelemetrySection {
  @Describe(
    'Base URL of a collector that takes OTLP over HTTP, such as http://localhost:4318. Without one, and without the variables of OpenTelemetry, nothing is sent.',
  )
  @IsOptional()
  @Matches(/^https?:\/\/\S+$/)
  endpoint?: string;

  @Describe('What the collector gets.')
  @IsArray()
  @ArrayUnique()
  @IsIn(['traces', 'metrics', 'logs'], { each: true })
  signals: ('traces' | 'metrics' | 'logs')[] = ['traces', 'metrics', 'logs'];

  @Describe('Seconds between two times that metrics are sent to the collector.')
  @IsNumber()
  @Min(0.1)
  @Max(3600)
  intervalSeconds = 60;

  @Describe('Share of the traces that begin here and are recorded, from 0 to 1.')
  @IsNumber()
  @Min(0)
  @Max(1)
  sampleRatio = 1;

  @Describe(
    "What requests to OpenAI carry of a trace. trace: its id and state; baggage: also the client's baggage; none: nothing.",
  )
  @IsIn(['none', 'trace', 'baggage'])
  upstream: 'none' | 'trace' | 'baggage' = 'trace';

  @Describe('Who may read /metrics, in the format of Prometheus, from the HTTP server.')
  @IsIn(['nobody', 'operators', 'clients', 'anybody'])
  metrics: 'nobody' | 'operators' | 'clients' | 'anybody' = 'nobody';

  @Describe('Port of its own for /metrics, which whoever reaches it may read; 0 for any free one.')
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(65_535)
  metricsPort?: number;

  @Describe('Address that the port of /metrics listens at.')
  @IsString()
  metricsHost = '127.0.0.1';
}
