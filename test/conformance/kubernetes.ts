// Prints how many cases of each recording come out as recorded; the status is 1 if one does not.
import { tallyPods, tallySlices } from './controllers.ts';
import { tallyExpose } from './expose.ts';
import {
	tallyCreate,
	tallyCreateOnOldest,
	tallyEndpointSlices,
	tallyWorkloads,
	tallyYamlTexts,
} from './kubernetes-create.ts';
import { tallyTransitions } from './transitions.ts';

const suites = [
	tallyCreate,
	tallyCreateOnOldest,
	tallyYamlTexts,
	tallyEndpointSlices,
	tallyWorkloads,
	tallyTransitions,
	tallyExpose,
	tallyPods,
	tallySlices,
];

for (const suite of suites) {
	const { name, passed, total, failures } = suite();
	console.log(`${name} ${passed}/${total}`);
	for (const failure of failures) console.log(`  ${failure.replaceAll('\n', '\n  ')}`);
	if (passed < total) process.exitCode = 1;
}
