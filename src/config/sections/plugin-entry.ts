import { IsBoolean, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, Nested, RecordOf } from '../../plugin-api/property.js';
import { ToolSelection } from './tool-selection.js';

/** `plugins.<name>`, in its long form. */
export class PluginEntry {
  @Describe('Whether the plugin is on.')
  @IsBoolean()
  enabled = true;

  @Describe(
    'Where it is, unless bundled: a folder, a file or a glob of them (relative to this config file), or an npm package.',
  )
  @IsOptional()
  @IsString()
  from?: string;

  @Describe('Which of its tools are served.')
  @IsOptional()
  @Nested(() => ToolSelection)
  tools?: ToolSelection;

  @Describe("The plugin's own settings, as its documentation says.")
  @IsOptional()
  @IsObject()
  @RecordOf('any')
  settings?: Record<string, unknown>;
}
