// Where the tools keep what they make. Everything here is ignored by git and can be deleted at any time.
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
/** What is fetched or made once and used again: VS Code, the test browser, stamps, the data of `npm start`. */
export const cacheFolder = join(root, '.vscode-test');
export const packageFile = join(root, 'servicescope.vsix');
