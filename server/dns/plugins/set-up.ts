// Invariant: a plugin that is not simulated is still set up as CoreDNS v1.15.0 sets it up, for its mistakes alone: with one,
// CoreDNS would not start. What depends on the machine (addresses of its interfaces, files) is not asked.
import type { CorefileError, Dispenser } from '../corefile/dispenser.ts';
import { parseDuration, quote, readDuration } from '../corefile/numbers.ts';
import { compileRegexp, RegexpError } from '../go/regexp.ts';
import { hostPortProblem } from './host-port.ts';
import { otherSetUps } from './set-up-others.ts';
import { serverSetUps } from './set-up-server.ts';
import { onlyOnce, type SetUp } from './stanza.ts';

/** Reads the stanza of a plugin that has no effect on answers here. Throws CorefileError. */
export function checkSetUp(name: string, controller: Dispenser): void {
	(setUps.get(name) ?? serverSetUps.get(name) ?? otherSetUps.get(name))?.(controller);
}

const setUps: ReadonlyMap<string, SetUp> = new Map<string, SetUp>([
	['any', setUpAny],
	['cancel', setUpCancel],
	['debug', setUpDebug],
	['errors', setUpErrors],
	['health', setUpHealth],
	['log', setUpLog],
	['loop', setUpLoop],
	['minimal', takeNoArgument],
	['prometheus', setUpPrometheus],
	['ready', setUpReady],
	['reload', setUpReload],
	['whoami', takeNoArgument],
]);

/** plugin/whoami/setup.go, plugin/minimal/setup.go: only the first stanza is looked at. */
function takeNoArgument(controller: Dispenser): void {
	controller.next();
	if (controller.nextArgument()) throw controller.argumentError();
}

/** plugin/any/setup.go */
function setUpAny(controller: Dispenser): void {
	takeNoArgument(controller);
	if (controller.nextBlock()) throw controller.error(`unknown property '${controller.value()}'`);
}

/** plugin/debug/debug.go */
function setUpDebug(controller: Dispenser): void {
	while (controller.next()) if (controller.nextArgument()) throw controller.argumentError();
}

/** plugin/cancel/cancel.go */
function setUpCancel(controller: Dispenser): void {
	while (controller.next()) {
		const [text, ...more] = controller.remainingArguments();
		if (more.length > 0) throw controller.argumentError();
		if (text === undefined) continue;
		const duration = parseDuration(text);
		if (typeof duration !== 'number') throw controller.bareError(`invalid duration: ${quote(text)}`);
		if (duration <= 0) throw controller.bareError(`invalid negative duration: ${quote(text)}`);
	}
}

/** plugin/errors/setup.go errorsParse */
function setUpErrors(controller: Dispenser): void {
	for (let count = 0; controller.next(); count++) {
		onlyOnce(controller, count);
		const [file, ...more] = controller.remainingArguments();
		if (more.length > 0) throw controller.argumentError();
		if (file !== undefined && file !== 'stdout') throw controller.error(`invalid log file: ${file}`);
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property === 'consolidate') checkConsolidate(controller);
			else if (property !== 'stacktrace') throw controller.syntaxError(`Unknown field ${property}`);
		}
	}
}

const maxConsolidatePattern = 10_000;
const logLevels: ReadonlySet<string> = new Set(['warning', 'error', 'info', 'debug']);

/** plugin/errors/setup.go parseConsolidate, parseOptionalParams */
function checkConsolidate(controller: Dispenser): void {
	const [period, pattern, ...options] = controller.remainingArguments();
	if (period === undefined || pattern === undefined || options.length > 2) throw controller.argumentError();
	readDuration(controller, period, (problem) => controller.error(problem));
	if (pattern.length > maxConsolidatePattern) {
		throw controller.error(`regex pattern too long: ${pattern.length} > ${maxConsolidatePattern}`);
	}
	try {
		compileRegexp(pattern);
	} catch (error) {
		if (!(error instanceof RegexpError)) throw error;
		throw controller.error(error.message);
	}
	let hasLevel = false;
	let showsFirst = false;
	for (const option of options) {
		if (logLevels.has(option)) {
			if (hasLevel) throw controller.error('multiple log levels specified in consolidate');
			if (showsFirst) throw controller.error('log level must come before show_first in consolidate');
			hasLevel = true;
		} else if (option === 'show_first') {
			showsFirst = true;
		} else {
			throw controller.error(`unknown option in consolidate: ${option}`);
		}
	}
}

/** plugin/health/setup.go parse */
function setUpHealth(controller: Dispenser): void {
	while (controller.next()) {
		readListenAddress(controller);
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property !== 'lameduck') throw controller.error(`unknown property '${property}'`);
			const text = onlyArgument(controller);
			readDuration(controller, text, (problem) =>
				controller.bareError(`unable to parse lameduck duration value: '${text}' : ${problem}`),
			);
		}
	}
}

const logClasses: ReadonlySet<string> = new Set(['all', 'success', 'denial', 'error']);

/** plugin/log/setup.go logParse */
function setUpLog(controller: Dispenser): void {
	while (controller.next()) {
		controller.remainingArguments();
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property !== 'class') throw controller.error(`unknown property '${property}'`);
			const classes = controller.remainingArguments();
			if (classes.length === 0) throw controller.argumentError();
			const wrong = classes.find((text) => !logClasses.has(text));
			if (wrong !== undefined) throw controller.bareError(`invalid Class: ${wrong}`);
		}
	}
}

/** plugin/loop/setup.go parse */
function setUpLoop(controller: Dispenser): void {
	for (let count = 0; controller.next(); count++) {
		onlyOnce(controller, count);
		if (controller.nextArgument()) throw controller.argumentError();
	}
}

/** plugin/metrics/setup.go parse */
function setUpPrometheus(controller: Dispenser): void {
	for (let count = 0; controller.next(); count++) {
		onlyOnce(controller, count);
		readListenAddress(controller);
		let hasTls = false;
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property === 'runtime_metrics') {
				if (controller.remainingArguments().length > 0) throw controller.argumentError();
			} else if (property === 'tls') {
				if (hasTls) throw controller.error('tls block already specified');
				hasTls = onlyArgument(controller) !== '';
			} else {
				throw controller.error(`unknown option: ${property}`);
			}
		}
	}
}

/** plugin/ready/setup.go parse */
function setUpReady(controller: Dispenser): void {
	for (let count = 0; controller.next(); count++) {
		onlyOnce(controller, count);
		readListenAddress(controller);
		while (controller.nextBlock()) {
			const property = controller.value();
			if (property !== 'monitor') throw controller.error(`unknown property '${property}'`);
			const type = onlyArgument(controller);
			if (type !== 'until-ready' && type !== 'continuously') {
				throw controller.error(`monitor type '${type}' not supported`);
			}
		}
	}
}

/** plugin/reload/setup.go: seconds of interval and jitter. */
function setUpReload(controller: Dispenser): void {
	controller.next();
	const [interval, jitter, ...more] = controller.remainingArguments();
	if (more.length > 0) throw controller.argumentError();
	if (interval !== undefined && readDuration(controller, interval) < 2) {
		throw controller.bareError('interval value must be greater or equal to 2s');
	}
	const spread = jitter === undefined ? 0 : readDuration(controller, jitter);
	if (spread !== 0 && spread < 1) {
		throw controller.bareError('jitter value must be 0 or greater or equal to 1s');
	}
}

function onlyArgument(controller: Dispenser): string {
	const [text, ...more] = controller.remainingArguments();
	if (text === undefined || more.length > 0) throw controller.argumentError();
	return text;
}

/** At most one argument, an address with a port. */
function readListenAddress(controller: Dispenser): void {
	const [address, ...more] = controller.remainingArguments();
	if (more.length > 0) throw controller.argumentError();
	const problem = address === undefined ? undefined : hostPortProblem(address);
	if (problem !== undefined) throw addressError(controller, address ?? '', problem);
}

function addressError(controller: Dispenser, address: string, problem: string): CorefileError {
	return controller.bareError(address === '' ? problem : `address ${address}: ${problem}`);
}
