import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packageRoot } from '../config/package-root.js';
import { fault } from '../contracts/fault.js';

type Oxc = typeof import('oxc-transform');

export interface CompiledSource {
  code: string;
  /** Its `mappings` of a source map of version 3; one file, the source. */
  mappings: string;
  names: string[];
}

let oxc: Oxc | undefined;

/** TypeScript with decorators, made JavaScript. @throws SyntaxError */
export function compileTypeScript(url: string): CompiledSource {
  const file = fileURLToPath(url);
  return compiled(
    loadOxc().transformSync(file, readFileSync(file, 'utf8'), {
      lang: 'ts',
      sourcemap: true,
      typescript: { onlyRemoveTypeImports: true },
      decorator: { legacy: true, emitDecoratorMetadata: true },
    }),
  );
}

/** A module made the body of an async function that is given its imports. @throws SyntaxError */
export function compileToFunction(url: string, code: string): CompiledSource {
  return compiled(loadOxc().moduleRunnerTransformSync(fileURLToPath(url), code, { sourcemap: true }));
}

/** As the last line of what runs, so that stacks tell the lines that the author wrote. */
export function sourceMapComment(url: string, { mappings, names }: Omit<CompiledSource, 'code'>): string {
  // Without the text: Node takes the lines themselves from the file.
  const map = JSON.stringify({ version: 3, sources: [url], names, mappings });
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
}

/** Whether the optional package that compiles is installed. */
export function canCompile(): boolean {
  try {
    loadOxc();
    return true;
  } catch {
    return false;
  }
}

/** From the first compiled file on, stacks are mapped. */
function loadOxc(): Oxc {
  if (oxc !== undefined) return oxc;
  try {
    oxc = createRequire(pathToFileURL(`${packageRoot()}/package.json`))('oxc-transform') as Oxc;
  } catch (error) {
    throw fault(
      'TYPESCRIPT_UNSUPPORTED',
      `TypeScript plugins need the optional package oxc-transform, which is not installed: ${String(error)}`,
      'npm install oxc-transform @oxc-project/runtime, or compile the plugin to JavaScript.',
    );
  }
  process.setSourceMapsEnabled(true);
  return oxc;
}

type Outcome = Pick<ReturnType<Oxc['transformSync']>, 'code' | 'map' | 'errors'>;

function compiled({ code, map, errors: [error] }: Outcome): CompiledSource {
  if (error !== undefined) throw new SyntaxError(`${error.message} ${error.codeframe ?? ''}`.trim());
  return { code, mappings: map!.mappings, names: map!.names };
}
