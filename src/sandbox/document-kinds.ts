/** What the API takes as `input_file`, by the end of the file's name. */
const SHEETS = ['csv', 'iif', 'tsv', 'xla', 'xlb', 'xlc', 'xlm', 'xls', 'xlsx', 'xlt', 'xlw'];
const DOCUMENTS = ['doc', 'docx', 'dot', 'odt', 'rtf', 'pot', 'ppa', 'pps', 'ppt', 'pptx', 'pwz', 'wiz'];
const TEXTS = [
  ...[
    'asm',
    'bat',
    'c',
    'cc',
    'conf',
    'cpp',
    'css',
    'cxx',
    'def',
    'dic',
    'eml',
    'h',
    'hh',
    'htm',
    'html',
    'ics',
  ],
  ...[
    'ifb',
    'in',
    'js',
    'json',
    'ksh',
    'list',
    'log',
    'markdown',
    'md',
    'mht',
    'mhtml',
    'mime',
    'mjs',
    'nws',
    'pl',
  ],
  ...['py', 'rst', 's', 'sql', 'srt', 'text', 'ts', 'txt', 'vcf', 'vtt', 'xml', 'yaml', 'yml'],
];
const TAKEN = new Set(['pdf', ...SHEETS, ...DOCUMENTS, ...TEXTS]);

/** Such as `.pdf`; `none` of a name without one. */
export const extensionOf = (name: string): string => /\.[^./\\]+$/.exec(name)?.[0].toLowerCase() ?? 'none';

export const isTakenAsInput = (name: string): boolean => TAKEN.has(extensionOf(name).slice(1));
