import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '../../config/load-config.js';
import { localPath } from '../../config/local-path.js';
import { packageRoot } from '../../config/package-root.js';

type Places = Pick<LoadedConfig, 'config' | 'baseFolder' | 'dataFolder'>;

/** The catalogue that `models refresh` writes. */
export const refreshedCatalogue = ({ dataFolder }: Pick<Places, 'dataFolder'>): string =>
  join(dataFolder, 'models.json');

/** The catalogues of a host: the bundled one, the refreshed one if there is one, and the operator's own, which wins. */
export function catalogueFiles({ config, baseFolder, dataFolder }: Places): string[] {
  const refreshed = refreshedCatalogue({ dataFolder });
  const own = config.models.catalogue;
  return [
    join(packageRoot(), 'config', 'models.json'),
    ...(existsSync(refreshed) ? [refreshed] : []),
    ...(own === undefined ? [] : [localPath(baseFolder, own)]),
  ];
}
