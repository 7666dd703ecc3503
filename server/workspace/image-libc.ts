// Invariant: only what an image's name says counts; an image that says nothing has an unknown C library.
import type { ResolverId } from '../resolver/resolution.ts';

/**
 * The resolver of the C library that an image's programs use, where its name says so: Alpine's is musl, which falls back to
 * TCP since 1.2.4 (Alpine 3.18). Undefined for other images.
 */
export function muslOf(image: string): Extract<ResolverId, 'musl-1.2.3' | 'musl-1.2.5'> | undefined {
	const name = (image.split('@')[0] ?? '').toLowerCase();
	const last = name.slice(name.lastIndexOf('/') + 1);
	if (!/(?:^|[^a-z])alpine(?![a-z])/.test(last)) return undefined;
	const [, major, minor] = /alpine[-:]?v?(\d+)\.(\d+)/.exec(last) ?? [];
	const isOld = Number(major) < 3 || (Number(major) === 3 && Number(minor) < 18);
	return isOld ? 'musl-1.2.3' : 'musl-1.2.5';
}
