import { html, nothing, type TemplateResult } from 'lit';
import type { PreviewQuery } from '../../../server/protocol.ts';
import { dotted } from '../dotted.ts';
import { icon } from '../icons.ts';
import type { PreviewedPage } from '../page.ts';

/** Which of the resolver's queries answered, and all of them on demand. */
export function resolution(page: PreviewedPage): TemplateResult {
	const { speech, preview } = page;
	const { queries, foundAs, outcome } = preview.question;
	const open = page.isUnfolded('queries');
	const number = queries.findIndex(({ final }) => final) + 1 || queries.length;
	const total = queries.length;
	const types = queries[number - 1]?.types.join(' + ') ?? '';
	return html`
		<section class="resolution">
			<p>
				<span class="resolution-mark ${foundAs === undefined ? 'bad' : 'good'}">
					${icon(foundAs === undefined ? 'nothing' : 'check')}
				</span>
				<span>
					${
						foundAs === undefined
							? total === 0
								? nothing
								: speech.count('notFound', total)
							: speech.say('foundAs', { name: foundAs, number, total, types })
					}
					${outcome}
					${
						total === 0
							? nothing
							: html`<button
							class="link"
							aria-expanded=${open}
							@click=${() => page.unfold('queries', !open)}
						>
							${open ? speech.say('hideQueries') : speech.count('queries', total)}
						</button>`
					}
				</span>
			</p>
			${open ? html`<ol class="queries">${queries.map((query) => row(page, query))}</ol>` : nothing}
		</section>
	`;
}

function row(
	{ speech }: PreviewedPage,
	{ name, types, rcode, records, final }: PreviewQuery,
): TemplateResult {
	return html`<li class=${final ? 'final' : ''}>
		<span class="mono">${dotted(name)}</span>
		<span class="query-types">${types.join(' + ')}</span>
		<span class="query-code">
			${speech.say('queryRecords', { rcode, records: speech.count('records', records) })}${
				final ? html`, ${speech.say('endsSearch')}` : nothing
			}
		</span>
	</li>`;
}
