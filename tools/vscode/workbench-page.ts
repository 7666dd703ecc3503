// How VS Code's page in the browser is told to load extensions under development and a module of tests.
import { randomUUID } from 'node:crypto';
import { symlinkSync, unlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from '../failure.ts';
import type { CommandLine } from './command-line.ts';

export interface WorkbenchPage {
	readonly address: string;
	/** Runs in the page before its own scripts. */
	readonly script: string;
	/** Takes back what was put beside the server's own files. */
	close(): void;
}

/** The two functions that VS Code looks for when it is driven; they call the adapter's bindings. */
const automation = `
	globalThis.codeAutomationLog = (type, args) => servicescopeLog(JSON.stringify([type, ...args]));
	globalThis.codeAutomationExit = (code, logs) => servicescopeExit(JSON.stringify([code]));`;

/** The page for a command line, on a server with this address whose VS Code is in this folder. */
export async function workbenchPage(
	server: string,
	installation: string,
	commandLine: CommandLine,
): Promise<WorkbenchPage> {
	const { extensionDevelopmentPaths, extensionTestsPath, folder } = commandLine;
	const payload = [['skipWelcome', 'true']];
	const query = new URLSearchParams();
	if (folder !== undefined) query.set('folder', folder);
	const address = () => {
		query.set('payload', JSON.stringify(payload));
		return `${server}/?${query}`;
	};
	if (commandLine.extensionDevelopmentKind === 'web') {
		const { script, close } = await overHttp(server, installation, commandLine);
		return { address: address(), script: automation + script, close };
	}
	const onServer = (path: string) => `vscode-remote://${new URL(server).host}${pathToFileURL(path).pathname}`;
	for (const path of extensionDevelopmentPaths) payload.push(['extensionDevelopmentPath', onServer(path)]);
	if (extensionTestsPath !== undefined) payload.push(['extensionTestsPath', onServer(extensionTestsPath)]);
	return { address: address(), script: automation, close: () => {} };
}

/**
 * Extensions that the page fetches over HTTP run in the web extension host, as on vscode.dev. Only whoever embeds
 * the workbench can name them, in its configuration (`developmentOptions`), which stands in an attribute of the page;
 * and the page may fetch from its own server only, so the extensions appear among that server's files meanwhile.
 */
async function overHttp(
	server: string,
	installation: string,
	{ extensionDevelopmentPaths, extensionTestsPath }: CommandLine,
): Promise<Pick<WorkbenchPage, 'script' | 'close'>> {
	const html = await (await fetch(`${server}/`)).text();
	const base = /id="vscode-workbench-web-base-url" data-settings="([^"]+)"/.exec(html)?.[1];
	if (base === undefined) throw new Failure('VS Code’s page does not say where its files are.');
	const links = extensionDevelopmentPaths.map((path) => ({ path, name: `under-test-${randomUUID()}` }));
	for (const { path, name } of links) symlinkSync(path, join(installation, name), 'junction');

	const uri = (path: string) => {
		const link = links.find((each) => path === each.path || path.startsWith(each.path + sep));
		if (link === undefined) throw new Failure(`${path} is not in a folder of --extensionDevelopmentPath.`);
		const inside = relative(link.path, path).split(sep).join('/');
		const { host, pathname } = new URL(`${base}/${link.name}/${inside}`, `${server}/`);
		return { scheme: 'http', authority: host, path: decodeURIComponent(pathname).replace(/\/$/, '') };
	};
	const options = {
		extensions: extensionDevelopmentPaths.map(uri),
		...(extensionTestsPath === undefined ? {} : { extensionTestsPath: uri(extensionTestsPath) }),
	};
	const script = `
	const getAttribute = Element.prototype.getAttribute;
	Element.prototype.getAttribute = function (name) {
		const value = getAttribute.call(this, name);
		if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings') return value;
		const configuration = JSON.parse(value);
		Object.assign((configuration.developmentOptions ??= {}), ${JSON.stringify(options)});
		return JSON.stringify(configuration);
	};`;
	const close = () => {
		for (const { name } of links) unlinkSync(join(installation, name));
	};
	return { script, close };
}
