// Holds the rules to the API server's verdicts on Services of public repositories, which are not a part of this project.
// Run: npm run conformance:real -- PATH/TO/conformance/real (default: ../shared/conformance/real)
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest } from '../../server/manifest/manifest.ts';
import { describeFinding, findingsIn, isLoud, options } from '../fixtures/rule-harness.ts';

interface RealService {
	readonly file: string;
	readonly document: number;
	readonly manifest: string;
	readonly accepted: boolean;
	readonly warnings?: readonly string[];
}

export interface RealTally {
	readonly services: number;
	readonly rejected: number;
	/** Errors on what the API server accepted. */
	readonly falseErrors: readonly string[];
	/** What the API server rejected and no error was found in. */
	readonly missed: readonly string[];
	/** Loud findings below error, to be read by people. */
	readonly warnings: readonly string[];
}

const recordedRanges = ['10.96.0.0/12', 'fd00:10:96::/112'];

/** Undefined where the folder is not there. */
export function tallyRealServices(folder: string): RealTally | undefined {
	const path = join(folder, 'real-services.json');
	if (!existsSync(path)) return undefined;
	const services = JSON.parse(readFileSync(path, 'utf8')) as readonly RealService[];
	// The recording cluster checked addresses and ports against its own ranges.
	const settings = {
		...options,
		settings: { ...options.settings, serviceCIDRs: recordedRanges, serviceCIDRsSet: true },
		admission: { ...options.admission, serviceCIDRs: recordedRanges },
	};
	const falseErrors: string[] = [];
	const missed: string[] = [];
	const warnings: string[] = [];
	for (const { file, document, manifest, accepted } of services) {
		const name = `${file}#${document}`;
		const findings = findingsIn(new Map([['manifest.yaml', manifest]]), settings);
		const errors = findings.filter(({ severity }) => severity === 'error').map(describeFinding);
		const syntax = parseManifest(manifest).documents.flatMap((placed) => placed.document.problems);
		if (accepted && errors.length > 0) falseErrors.push(`${name}: ${errors.join('; ')}`);
		if (!accepted && errors.length + syntax.length === 0) missed.push(name);
		for (const finding of findings)
			if (isLoud(finding) && finding.severity === 'warning')
				warnings.push(`${name}: ${describeFinding(finding)}`);
	}
	return {
		services: services.length,
		rejected: services.filter(({ accepted }) => !accepted).length,
		falseErrors,
		missed,
		warnings,
	};
}

function report(folder: string): void {
	const result = tallyRealServices(folder);
	if (result === undefined) {
		console.log(`skipped: there is no ${join(folder, 'real-services.json')}`);
		return;
	}
	const { services, rejected, falseErrors, missed, warnings } = result;
	for (const line of falseErrors) console.log(`not confirmed: ${line}`);
	for (const line of missed) console.log(`missed: ${line}`);
	for (const line of warnings) console.log(`warning: ${line}`);
	console.log(
		`${services} Services, ${rejected} rejected: ${falseErrors.length} errors not confirmed, ${missed.length} rejections missed, ${warnings.length} warnings`,
	);
	if (falseErrors.length + missed.length > 0) process.exitCode = 1;
}

if (import.meta.main) {
	report(process.argv[2] ?? join(import.meta.dirname, '../../../shared/conformance/real'));
}
