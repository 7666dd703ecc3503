// The folder that the editor has open: a copy, so that tests may write to it.
// Invariant: restore() touches only what differs, so that the editor sees no change where there is none.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { root } from '../../../tools/paths.ts';

export interface WorkspaceOptions {
	/** A folder of the repository to copy, for example `examples`. */
	readonly folder?: string;
	/** Files to write beside or instead of it: path → text. */
	readonly files?: Readonly<Record<string, string>>;
}

export class Workspace {
	/** The absolute path. Its last part is the folder's own name. */
	readonly path: string;
	private readonly originals = new Map<string, Buffer>();

	constructor(parent: string, { folder, files = {} }: WorkspaceOptions) {
		this.path = join(parent, basename(folder ?? 'workspace'));
		if (folder !== undefined) {
			for (const file of filesIn(join(root, folder))) {
				this.originals.set(file, readFileSync(join(root, folder, file)));
			}
		}
		for (const [file, text] of Object.entries(files)) this.originals.set(file, Buffer.from(text));
		mkdirSync(this.path, { recursive: true });
		this.restore();
	}

	/** The text of a file as it is on disk, without unsaved changes. */
	read(file: string): string {
		return readFileSync(join(this.path, file), 'utf8');
	}

	write(file: string, text: string | Buffer): void {
		const path = join(this.path, file);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}

	/** Makes every file what it was at the start and removes the others. */
	restore(): void {
		for (const file of filesIn(this.path)) {
			if (!this.originals.has(file)) rmSync(join(this.path, file));
		}
		for (const [file, bytes] of this.originals) {
			const path = join(this.path, file);
			if (!existsSync(path) || !readFileSync(path).equals(bytes)) this.write(file, bytes);
		}
	}
}

function filesIn(folder: string): string[] {
	return globSync('**/*', { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile());
}
