// Invariant: the page gets nothing but its one script: no inline code or style, no other origin, no form, no frame.

export interface PageParts {
	/** The script's address inside the webview. */
	readonly script: string;
	/** Fresh and unguessable for each page. */
	readonly nonce: string;
	readonly title: string;
	/** Where the page is shown, for its background. */
	readonly place: 'view' | 'tab';
}

/** The document that a preview's webview loads. Everything that is seen comes later, as messages. */
export function pageHtml({ script, nonce, title, place }: PageParts): string {
	const policy = `default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
</head>
<body class="${place}">
<script type="module" nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

/** 128 random bits. */
export function freshNonce(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
