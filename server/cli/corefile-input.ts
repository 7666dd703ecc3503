// Invariant: a Corefile that CoreDNS would refuse ends the command with its words, the file's name and the line.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Corefile, readCorefile } from '../dns/corefile/corefile.ts';
import { kubeadmCorefile } from '../dns/corefile/default-corefile.ts';
import type { ImportedFile } from '../dns/corefile/server-block.ts';
import type { Settings } from '../workspace/settings.ts';
import { UsageError } from './usage-error.ts';

/** The Corefile of the option, else of the settings, else kubeadm's. Throws UsageError. */
export function loadCorefile(option: string | undefined, settings: Settings): Corefile {
	const path = option ?? (settings.corefile === '' ? undefined : settings.corefile);
	const filename = path ?? 'Corefile';
	const text = path === undefined ? kubeadmCorefile(settings.clusterDomain) : readText(path);
	const read = readCorefile(text, {
		filename,
		importFiles: (pattern, from) => importFiles(pattern, from || filename),
	});
	if ('corefile' in read) return read.corefile;
	const { message, line } = read.problem;
	const saysWhere = message.includes(`${filename}:`);
	throw new UsageError(saysWhere || line === 0 ? message : `${filename}:${line}: ${message}`);
}

function readText(path: string): string {
	try {
		return readFileSync(path === '-' ? 0 : path, 'utf8');
	} catch (error) {
		const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
		throw new UsageError(`${path}: ${isMissing ? 'no such Corefile' : 'the Corefile cannot be read'}`);
	}
}

/** The text of a file that the Corefile names; undefined if it cannot be read. */
export function readCorefileFile(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}

/** Files for `import`: relative to the importing file, with `*` and `?` in the last part. (caddyfile parse.go) */
function importFiles(pattern: string, from: string): readonly ImportedFile[] | undefined {
	const path = isAbsolute(pattern) ? pattern : join(dirname(resolve(from)), pattern);
	const folder = dirname(path);
	const last = path.slice(folder.length).replace(/^\//, '');
	if (!/[*?]/.test(last)) {
		const text = readCorefileFile(path);
		return text === undefined ? undefined : [{ name: path, text }];
	}
	const matches = new RegExp(
		`^${last
			.replace(/[.+^${}()|[\]\\]/g, '\\$&')
			.replaceAll('*', '.*')
			.replaceAll('?', '.')}$`,
	);
	return listFiles(folder)
		.filter((name) => matches.test(name))
		.flatMap((name) => {
			const text = readCorefileFile(join(folder, name));
			return text === undefined ? [] : [{ name: join(folder, name), text }];
		});
}

function listFiles(folder: string): string[] {
	try {
		return readdirSync(folder)
			.filter((name) => statSync(join(folder, name)).isFile())
			.sort();
	} catch {
		return [];
	}
}
