// Invariant: as in set-up.ts, stanzas are read for their mistakes alone, in the words of CoreDNS v1.15.0; here are the
// plugins that would answer, change or refuse queries.
import { parseAddress, parseNetwork } from '../address.ts';
import { knownTypeNumber } from '../codes.ts';
import type { CorefileError, Dispenser } from '../corefile/dispenser.ts';
import { quote, readDuration, readInteger } from '../corefile/numbers.ts';
import { hostPortProblem } from './host-port.ts';
import { type SetUp, unknownProperty } from './stanza.ts';

export const otherSetUps: ReadonlyMap<string, SetUp> = new Map<string, SetUp>([
	['acl', setUpAcl],
	['autopath', setUpAutopath],
	['chaos', setUpChaos],
	['dns64', setUpDns64],
	['erratic', setUpErratic],
	['header', setUpHeader],
	['k8s_external', setUpExternal],
	['local', setUpLocal],
	['secondary', setUpSecondary],
	['transfer', setUpTransfer],
]);

/** plugin/acl/setup.go parse */
function setUpAcl(controller: Dispenser): void {
	while (controller.next()) {
		controller.remainingArguments();
		while (controller.nextBlock()) {
			const action = controller.value();
			if (!['allow', 'block', 'filter', 'drop'].includes(action.toLowerCase())) {
				throw controller.error(
					`unexpected token ${quote(action)}; expect 'allow', 'block', 'filter' or 'drop'`,
				);
			}
			checkAclSections(controller, controller.remainingArguments());
		}
	}
}

function checkAclSections(controller: Dispenser, words: readonly string[]): void {
	const isSection = (word: string) => word.toLowerCase() === 'type' || word.toLowerCase() === 'net';
	let rest = words;
	while (rest.length > 0) {
		const [written = ''] = rest;
		if (!isSection(written))
			throw controller.error(`unexpected token ${quote(written)}; expect 'type | net'`);
		const section = written.toLowerCase();
		const next = rest.findIndex((word, index) => index > 0 && isSection(word));
		const tokens = rest.slice(1, next === -1 ? undefined : next);
		rest = next === -1 ? [] : rest.slice(next);
		if (tokens.length === 0) throw controller.error(`no token specified in ${quote(section)} section`);
		for (const token of tokens) {
			if (token === '*') break;
			if (section === 'type' && knownTypeNumber(token) === undefined) {
				throw controller.error(`unexpected token ${quote(token)}; expect legal QTYPE`);
			}
			const network = token.includes('/') ? token : `${token}/${token.includes(':') ? 128 : 32}`;
			if (section === 'net' && parseNetwork(network) === undefined) {
				throw controller.error(`illegal CIDR notation ${quote(network)}`);
			}
		}
	}
}

/** plugin/autopath/setup.go autoPathParse; whether a resolv.conf can be read depends on the machine. */
function setUpAutopath(controller: Dispenser): void {
	while (controller.next()) {
		if (controller.remainingArguments().length === 0) throw controller.bareError('no resolv-conf specified');
	}
}

/** plugin/chaos/setup.go parse */
function setUpChaos(controller: Dispenser): void {
	controller.next();
	controller.remainingArguments();
	if (controller.nextBlock()) throw unknownProperty(controller);
}

/** plugin/dns64/setup.go dns64Parse */
function setUpDns64(controller: Dispenser): void {
	while (controller.next()) {
		const [prefix, ...more] = controller.remainingArguments();
		if (more.length > 0) throw controller.argumentError();
		if (prefix !== undefined) {
			checkPrefix(controller, prefix);
			continue;
		}
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property === 'translate_all' || property === 'allow_ipv4') continue;
			if (property !== 'prefix') throw unknownProperty(controller);
			if (!controller.nextArgument()) throw controller.argumentError();
			checkPrefix(controller, controller.value());
		}
	}
}

function checkPrefix(controller: Dispenser, text: string): void {
	const network = parseNetwork(text);
	if (network === undefined) throw controller.bareError(`invalid CIDR address: ${text}`);
	const written = quote(`${network.address.text}/${network.prefix}`);
	if (network.address.family === 4) throw controller.error(`invalid netmask 32 IPv6 address: ${written}`);
	if (![32, 40, 48, 56, 64, 96].includes(network.prefix)) {
		throw controller.error(`invalid prefix length ${written}`);
	}
}

/** plugin/erratic/setup.go parseErratic */
function setUpErratic(controller: Dispenser): void {
	while (controller.next()) {
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property === 'large') continue;
			if (property !== 'drop' && property !== 'delay' && property !== 'truncate') {
				throw unknownProperty(controller);
			}
			const [amount, duration, ...more] = controller.remainingArguments();
			if (more.length > 0 || (property !== 'delay' && duration !== undefined)) {
				throw controller.argumentError();
			}
			if (amount === undefined) continue;
			checkAmount(controller, amount);
			if (duration !== undefined) readDuration(controller, duration);
		}
	}
}

function checkAmount(controller: Dispenser, text: string): void {
	const parsing = `strconv.ParseInt: parsing ${quote(text)}`;
	if (!/^[+-]?\d+$/.test(text)) throw controller.bareError(`${parsing}: invalid syntax`);
	const value = Number(text);
	if (value >= 2 ** 31 || value < -(2 ** 31)) throw controller.bareError(`${parsing}: value out of range`);
	if (value < 0) throw controller.bareError(`illegal amount value given ${quote(text)}`);
}

/** plugin/header/setup.go parse, header.go newRules: the first stanza with rules ends the reading. */
function setUpHeader(controller: Dispenser): void {
	while (controller.next()) {
		let rules = 0;
		while (controller.nextBlock()) {
			const selector = controller.value().toLowerCase();
			if (selector !== 'query' && selector !== 'response') {
				throw headerError(controller, `invalid selector=${selector} should be query or response`);
			}
			const [action, ...flags] = controller.remainingArguments();
			if (action === undefined || action === '') throw headerError(controller, 'no flag action provided');
			if (flags.length === 0) {
				throw headerError(controller, 'invalid length for flags, at least one should be provided');
			}
			const verb = action.toLowerCase();
			if (verb !== 'set' && verb !== 'clear') {
				throw headerError(controller, `unknown flag action=${verb}, should be set or clear`);
			}
			const wrong = flags.map((flag) => flag.toLowerCase()).find((flag) => !/^(?:aa|ra|rd)$/.test(flag));
			if (wrong !== undefined) throw headerError(controller, `unknown/unsupported flag=${wrong}`);
			rules++;
		}
		if (rules > 0) return;
	}
	throw controller.argumentError();
}

function headerError(controller: Dispenser, words: string): CorefileError {
	return controller.bareError(`setting up rule: ${words}`);
}

/** plugin/k8s_external/setup.go parse */
function setUpExternal(controller: Dispenser): void {
	while (controller.next()) {
		controller.remainingArguments();
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property === 'headless') continue;
			if (property !== 'ttl' && property !== 'apex' && property !== 'fallthrough') {
				throw unknownProperty(controller);
			}
			const [first] = controller.remainingArguments();
			if (property === 'fallthrough') continue;
			if (first === undefined) throw controller.argumentError();
			if (property === 'apex') continue;
			const ttl = readInteger(controller, first);
			if (ttl < 0 || ttl > 3600) throw controller.error(`ttl must be in range [0, 3600]: ${ttl}`);
		}
	}
}

/** plugin/local/setup.go parse */
function setUpLocal(controller: Dispenser): void {
	while (controller.next()) {
		if (controller.remainingArguments().length > 0) throw controller.argumentError();
		while (controller.nextBlock()) {
			if (controller.value() !== 'localhost_prefix') throw unknownProperty(controller);
			const [value, ...more] = controller.remainingArguments();
			if (value === undefined || more.length > 0) throw controller.argumentError();
			if (value !== 'on' && value !== 'off') {
				throw controller.error(`localhost_prefix expects 'on' or 'off', got ${quote(value)}`);
			}
		}
	}
}

/** plugin/secondary/setup.go secondaryParse */
function setUpSecondary(controller: Dispenser): void {
	while (controller.next()) {
		if (controller.value() !== 'secondary') continue;
		controller.remainingArguments();
		let transfers = false;
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property === 'transfer') {
				checkTransferIn(controller);
				transfers = true;
			} else if (property === 'fallthrough' || property === 'catalog') {
				controller.remainingArguments();
			} else {
				throw unknownProperty(controller);
			}
		}
		if (!transfers) throw controller.error('secondary zones require a transfer from property');
	}
}

function checkTransferIn(controller: Dispenser): void {
	if (!controller.nextArgument()) throw controller.argumentError();
	if (controller.value() !== 'from') throw controller.error(`unknown property ${controller.value()}`);
	const hosts = controller.remainingArguments();
	if (hosts.length === 0) throw controller.argumentError();
	for (const host of hosts) {
		if (host === '*') throw controller.bareError("can't use '*' in transfer from");
		checkHost(controller, host);
	}
}

/** plugin/pkg/parse HostPort: an address, with a port or without. */
function checkHost(controller: Dispenser, text: string): void {
	const split = hostPortProblem(text) === undefined;
	const host = split ? text.slice(0, text.lastIndexOf(':')).replace(/^\[|\]$/g, '') : text;
	if (parseAddress(host.replace(/%[^%]*$/, '')) === undefined) {
		throw controller.bareError(`must specify an IP address: \`${host}'`);
	}
}

/** plugin/transfer/setup.go parseTransfer, which puts its name in front twice here and there. */
function setUpTransfer(controller: Dispenser): void {
	const twice = (words: string) =>
		controller.bareError(`plugin/transfer: ${controller.error(words).message}`);
	while (controller.next()) {
		controller.remainingArguments();
		let targets = 0;
		let hasSource = false;
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property !== 'to' && property !== 'source') throw twice(`unknown property ${quote(property)}`);
			const words = controller.remainingArguments();
			const [first] = words;
			if (first === undefined) throw controller.argumentError();
			if (property === 'to') {
				for (const host of words) if (host !== '*') checkHost(controller, host);
				targets += words.length;
				continue;
			}
			if (words.length > 1) throw controller.argumentError();
			if (hasSource) throw twice('source already specified');
			if (parseAddress(first) === undefined) throw twice(`invalid source address ${quote(first)}`);
			hasSource = true;
		}
		if (targets === 0) throw twice("'to' is required");
	}
}
