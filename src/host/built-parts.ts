import type { HostConfig } from '../config/host-config.js';
import type { RuntimeServices } from './build-runtimes.js';
import type { BuildOffers, BuildSteps } from './compose-served.js';
import type { Gathered } from './gather-plugins.js';
import type { HostParts } from './host-parts.js';
import type { PlacingOptions } from './place-plugin.js';

/** What serving another edition of a plugin takes. */
export interface Makings {
  config: HostConfig;
  placing: PlacingOptions;
  services: RuntimeServices;
  buildSteps: BuildSteps;
  buildOffers: BuildOffers;
}

/** The parts of a host, and what they were made of. */
export interface BuiltParts {
  parts: HostParts;
  gathered: Gathered;
  makings: Makings;
}
