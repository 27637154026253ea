import { randomUUID } from 'node:crypto';
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import type { HostConfig } from '../../config/host-config.js';
import { packageVersion } from '../../config/package-root.js';

/** What this server is to those who look at many; OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES hold over it. */
export const serverResource = ({ server }: HostConfig): Resource =>
  defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': server.name,
        'service.version': packageVersion(),
        'service.instance.id': randomUUID(),
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));
