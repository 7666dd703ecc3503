import { html, nothing, type TemplateResult } from 'lit';
import type { PreviewAnswer, PreviewCard, PreviewRecord } from '../../../server/protocol.ts';
import { dotted } from '../dotted.ts';
import { icon } from '../icons.ts';
import type { PreviewedPage } from '../page.ts';
import { podName } from '../pod-name.ts';
import { fold } from './fold.ts';

/** The records of a card, in the order of the response, with those that as written would be there. */
export function records(page: PreviewedPage, card: PreviewCard): TemplateResult {
	const { answer, configuration } = card;
	const rows = [...answer.gone, ...answer.records];
	const answers = rows.filter(({ section }) => section === 'answer');
	const hasOneTtl = sameTtl(answer) !== undefined;
	const rest = rows.filter(({ section }) => section !== 'answer');
	const list = (id: string, part: readonly PreviewRecord[]): TemplateResult =>
		fold(page, {
			id: `records ${configuration} ${id}`,
			rows: part,
			shown: 12,
			rowHeight: 26,
			label: `${card.title}: ${answer.name} ${answer.type}`,
			draw: (record) => row(page, answer, record, hasOneTtl),
			wrap: (drawn) =>
				html`<ul class="records">
					${drawn.map((record) => html`<li>${record}</li>`)}
				</ul>`,
		});
	return html`
		${answers.length > 0 ? list('answer', answers) : nothing}
		${answer.records.some(({ section }) => section === 'answer') ? nothing : emptyAnswer(page, answer)}
		${(['authority', 'additional'] as const).map((section) => {
			const part = rest.filter((record) => record.section === section);
			if (part.length === 0) return nothing;
			return html`<h4>
					${page.speech.say(section === 'authority' ? 'sectionAuthority' : 'sectionAdditional')}
				</h4>
				${list(section, part)}`;
		})}
	`;
}

/** The time to live of all records in an answer, if it is one; said once then, and not in each row. */
export function sameTtl({ records: all, gone }: PreviewAnswer): number | undefined {
	const [first, ...others] = new Set([...all, ...gone].map(({ ttl }) => ttl));
	return others.length === 0 ? first : undefined;
}

function emptyAnswer({ speech }: PreviewedPage, { rcode, isForwarded }: PreviewAnswer): TemplateResult {
	if (isForwarded)
		return html`<p class="no-records">${icon('info')}<span>${speech.say('forwarded')}</span></p>`;
	const said = rcode === 'NOERROR' ? 'noRecords' : rcode === 'NXDOMAIN' ? 'noName' : 'otherCode';
	return html`<p class="no-records">
		${icon('nothing')}
		<span><strong>${rcode === 'NOERROR' ? 'NODATA' : rcode}</strong> ${speech.say(said)}</span>
	</p>`;
}

const marks = { same: '', added: '+', gone: '−' } as const;

function row(
	{ speech }: PreviewedPage,
	answer: PreviewAnswer,
	record: PreviewRecord,
	hasOneTtl: boolean,
): TemplateResult {
	const { change, owner, data, ttl, type, behind, assumed } = record;
	const isAddress = type === 'A' || type === 'AAAA';
	const isPlain = isAddress && type === answer.type && sameName(owner, answer.name);
	return html`<div class="record ${change} ${isPlain ? 'address' : ''}">
		<span class="mark" aria-hidden="true">${marks[change]}</span>
		${change === 'same' ? nothing : html`<span class="unseen">${speech.say(change)}</span>`}
		<span class="record-main">
		<span class="record-data">
			${sameName(owner, answer.name) ? nothing : html`<span class="owner">${dotted(owner)}</span>`}
			${type === answer.type ? nothing : html`<span class="record-type">${type}</span>`}
			<span class="data ${assumed === true ? 'assumed' : ''}">${isAddress ? data : dotted(data)}</span>
			${assumed === true ? html`<span class="unseen">(${speech.say('example')})</span>` : nothing}
		</span>
		<span class="behind">
			${
				behind === undefined
					? nothing
					: behind.kind === 'service'
						? speech.say('virtualIP')
						: html`${podName(behind.name)}${
								behind.ready === false
									? html`<span class="not-ready">${speech.say('notReady')}</span>`
									: nothing
							}`
			}
		</span>
		</span>
		${
			hasOneTtl
				? nothing
				: html`<span class="ttl" title=${speech.say('ttlHint', { seconds: ttl })}>${speech.say('ttl', { seconds: ttl })}</span>`
		}
	</div>`;
}

/** Names compare without case and without the final dot. */
function sameName(a: string, b: string): boolean {
	const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
	return plain(a) === plain(b);
}
