import { setFix } from '../api-fixes.ts';
import { apiRule, podKinds } from '../api-rule.ts';
import { isMissing } from '../statement.ts';
import { writtenText } from '../written-value.ts';

const pod = (image: string) =>
	`apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: ${image}\n`;

export const containerImage = apiRule({
	id: 'container-image',
	kinds: podKinds,
	fixable: true,
	docs: {
		title: 'Container without a proper image',
		what: 'A container has no `image`, or one with blanks around it.',
		why: 'Without an image there is nothing to run. The API server refuses the object.',
		whatToDo: 'Write the image with its tag or digest.',
		invalid: pod('" registry.example/web:1"'),
		valid: pod('registry.example/web:1'),
		links: ['https://kubernetes.io/docs/concepts/containers/images/'],
	},
	claims: ({ shape, reason }) =>
		/^pod\.spec\.(?:c|initC|ephemeralC)ontainers\[\*\]\.image$/.test(shape) &&
		(reason === 'FieldValueRequired' || reason === 'FieldValueInvalid'),
	judge: (subject) => {
		const { path } = subject.statement;
		const image = writtenText(subject).trim();
		return image === '' || isMissing(subject.object, path)
			? { message: 'This container has no image: there is nothing to run.' }
			: {
					message: 'There are blanks around the name of this image.',
					fixes: [setFix(subject, path, image, { safe: true, title: `Write ${image}` })],
				};
	},
});
