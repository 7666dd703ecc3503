// Invariant: as in set-up.ts, stanzas are read for their mistakes alone, in the words of CoreDNS v1.15.0; here are the
// plugins that set the server itself up.
import type { CorefileError, Dispenser } from '../corefile/dispenser.ts';
import { formatDuration, integerProblem, parseDuration } from '../corefile/numbers.ts';
import { hostPortProblem } from './host-port.ts';
import { onlyOnce, type SetUp, unknownProperty } from './stanza.ts';

export const serverSetUps: ReadonlyMap<string, SetUp> = new Map<string, SetUp>([
	['metadata', setUpMetadata],
	['multisocket', setUpMultisocket],
	['nsid', setUpNsid],
	['pprof', setUpPprof],
	['timeouts', setUpTimeouts],
	['view', setUpView],
]);

/** plugin/metadata/setup.go metadataParse */
function setUpMetadata(controller: Dispenser): void {
	controller.next();
	controller.remainingArguments();
	if (controller.nextBlock() || controller.next()) throw controller.argumentError();
}

const maxSockets = 1024;

/** plugin/multisocket/multisocket.go parseNumSockets */
function setUpMultisocket(controller: Dispenser): void {
	controller.next();
	const [text, ...more] = controller.remainingArguments();
	if (more.length > 0 || controller.next()) throw controller.argumentError();
	if (text === undefined) return;
	const problem = integerProblem(text);
	if (problem !== undefined) throw controller.bareError(`invalid num sockets: ${problem}`);
	const count = Number(text);
	if (count < 1) throw controller.bareError(`num sockets can not be zero or negative: ${count}`);
	if (count > maxSockets) throw controller.bareError(`num sockets exceeds maximum (${maxSockets}): ${count}`);
}

/** plugin/nsid/setup.go nsidParse */
function setUpNsid(controller: Dispenser): void {
	for (let count = 0; controller.next(); count++) {
		onlyOnce(controller, count);
		controller.remainingArguments();
	}
}

/** plugin/pprof/setup.go */
function setUpPprof(controller: Dispenser): void {
	for (let count = 0; controller.next(); count++) {
		onlyOnce(controller, count);
		const [address, ...more] = controller.remainingArguments();
		if (more.length > 0) throw controller.argumentError();
		const problem = address === undefined ? undefined : hostPortProblem(address);
		if (problem !== undefined) {
			throw controller.error(address === '' ? problem : `address ${address}: ${problem}`);
		}
		while (controller.nextBlock()) {
			if (controller.value() !== 'block') throw unknownProperty(controller);
			const [rate, ...rest] = controller.remainingArguments();
			if (rest.length > 0) throw controller.argumentError();
			if (rate !== undefined && integerProblem(rate) !== undefined) {
				throw controller.error(`property 'block' invalid integer value '${rate}'`);
			}
		}
	}
}

const day = 86_400;

/** plugin/timeouts/timeouts.go parseTimeouts, which puts its name in front twice here and there. */
function setUpTimeouts(controller: Dispenser): void {
	const twice = ({ message }: CorefileError) => controller.bareError(`plugin/timeouts: ${message}`);
	while (controller.next()) {
		if (controller.remainingArguments().length > 0) throw twice(controller.argumentError());
		let count = 0;
		for (; controller.nextBlock(); count++) {
			const property = controller.value();
			const [text, ...more] = controller.remainingArguments();
			if (text === undefined || more.length > 0) throw controller.argumentError();
			if (property === 'maxtcpqueries') checkMaxQueries(controller, text);
			else checkTimeout(controller, property, text);
		}
		if (count === 0) throw twice(controller.error('timeouts block with no timeouts specified'));
	}
}

function checkMaxQueries(controller: Dispenser, text: string): void {
	const problem = integerProblem(text);
	if (problem !== undefined) {
		throw controller.error(`invalid value for maxtcpqueries '${text}': ${problem}`);
	}
	const count = Number(text);
	if (count !== 0 && count >= -1) return;
	throw controller.error(
		`maxtcpqueries provided '${count}' needs to be -1 (unlimited) or a positive integer`,
	);
}

function checkTimeout(controller: Dispenser, property: string, text: string): void {
	const written = integerProblem(text) === undefined ? `${text}s` : text;
	const seconds = parseDuration(written);
	if (typeof seconds !== 'number') throw controller.error(`failed to parse duration '${written}'`);
	if (seconds < 1 || seconds > day) {
		throw controller.error(
			`timeout provided '${formatDuration(seconds)}' needs to be between 1 second and 24 hours`,
		);
	}
	if (property !== 'read' && property !== 'write' && property !== 'idle') {
		throw controller.error(`unknown option: '${property}'`);
	}
}

/** plugin/view/setup.go parse; its expressions are not compiled. */
function setUpView(controller: Dispenser): void {
	for (let count = 0; controller.next(); count++) {
		onlyOnce(controller, count);
		if (controller.remainingArguments().length !== 1) throw controller.argumentError();
		while (controller.nextBlock()) {
			if (controller.value() !== 'expr') throw unknownProperty(controller);
			controller.remainingArguments();
		}
	}
}
