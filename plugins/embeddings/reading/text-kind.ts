/** How a document is cut. */
export type TextKind = 'markdown' | 'html' | 'pdf' | 'code' | 'text';

const IS_TEXT = /^(text\/|application\/(json|jsonl|xml|x-subrip)$|image\/svg\+xml$)/;
const MARKDOWN = /\.(md|mdx|markdown|mdown|qmd|rmd)$/i;
const HTML = /\.(html?|xhtml)$/i;
const CODE =
  /\.([cm]?[jt]sx?|py|pyi|rb|go|rs|java|kts?|scala|cs|fs|swift|c|cc|cpp|cxx|h|hh|hpp|m|mm|php|pl|pm|lua|r|jl|ex|exs|erl|hrl|clj|cljs|hs|ml|mli|dart|sh|bash|zsh|fish|ps1|bat|sql|proto|graphql|gql|tf|vue|svelte|zig|nim|groovy|gradle|css|scss|less|ya?ml|toml|ini|cfg|json|jsonc|xml)$/i;
const BUILD_FILE = /^(Dockerfile|Makefile|Rakefile|Gemfile|Jenkinsfile|CMakeLists\.txt)$/;

/** What a document is by its content, and among texts by its name; undefined for what is neither text nor PDF. */
export function kindOf(name: string, mimeType: string): TextKind | undefined {
  if (mimeType === 'application/pdf') return 'pdf';
  if (!IS_TEXT.test(mimeType)) return undefined;
  if (MARKDOWN.test(name)) return 'markdown';
  if (mimeType === 'text/html' || HTML.test(name)) return 'html';
  return CODE.test(name) || BUILD_FILE.test(name) ? 'code' : 'text';
}
