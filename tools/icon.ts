// Draws icon.png: a lens over one client and the three Pods that its straight lines lead to.
// Invariant: the picture is a pure function of this file; no font, no library.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { root } from './paths.ts';

const edge = 256;
/** Samples a pixel and direction: edges come out smooth. */
const samples = 4;

type Colour = readonly [red: number, green: number, blue: number];
type Point = readonly [x: number, y: number];
/** Distance in pixels from a point to a shape's edge; negative inside. */
type Shape = (x: number, y: number) => number;

const disc =
	([cx, cy]: Point, radius: number): Shape =>
	(x, y) =>
		Math.hypot(x - cx, y - cy) - radius;
const ring =
	(centre: Point, radius: number, width: number): Shape =>
	(x, y) =>
		Math.abs(disc(centre, radius)(x, y)) - width / 2;
const line =
	([ax, ay]: Point, [bx, by]: Point, width: number): Shape =>
	(x, y) => {
		const [dx, dy] = [bx - ax, by - ay];
		const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
		return Math.hypot(x - ax - along * dx, y - ay - along * dy) - width / 2;
	};
const roundedSquare =
	(radius: number): Shape =>
	(x, y) => {
		const half = edge / 2;
		const [dx, dy] = [Math.abs(x - half) - half + radius, Math.abs(y - half) - half + radius];
		return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
	};

const lens: Point = [112, 110];
const client: Point = [68, 110];
const pods: readonly Point[] = [
	[136, 66],
	[150, 110],
	[136, 154],
];
const white: Colour = [255, 255, 255];
const sky: Colour = [126, 211, 252];
const background = roundedSquare(56);

/** From back to front. */
const layers: readonly (readonly [Shape, Colour])[] = [
	[line([172, 170], [218, 216], 30), white],
	[ring(lens, 84, 17), white],
	...pods.map((pod) => [line(client, pod, 9), sky] as const),
	[disc(client, 17), white],
	...pods.map((pod) => [disc(pod, 15), sky] as const),
];

/** The colour at a point, and whether it is inside the picture at all. */
function colourAt(x: number, y: number): Colour | undefined {
	if (background(x, y) > 0) return undefined;
	const front = layers.findLast(([shape]) => shape(x, y) <= 0);
	if (front !== undefined) return front[1];
	const depth = y / edge;
	return [38 - 12 * depth, 92 - 40 * depth, 214 - 74 * depth];
}

function pixels(): Buffer {
	const rows = Buffer.alloc(edge * (1 + edge * 4));
	for (let y = 0; y < edge; y++) {
		for (let x = 0; x < edge; x++) {
			const sum = [0, 0, 0];
			let covered = 0;
			for (let sample = 0; sample < samples * samples; sample++) {
				const colour = colourAt(
					x + ((sample % samples) + 0.5) / samples,
					y + (Math.floor(sample / samples) + 0.5) / samples,
				);
				if (colour === undefined) continue;
				covered++;
				colour.forEach((value, channel) => {
					sum[channel] = (sum[channel] ?? 0) + value;
				});
			}
			const at = y * (1 + edge * 4) + 1 + x * 4;
			if (covered === 0) continue;
			sum.forEach((value, channel) => {
				rows[at + channel] = Math.round(value / covered);
			});
			rows[at + 3] = Math.round((covered / samples / samples) * 255);
		}
	}
	return rows;
}

/** A chunk of a PNG file (PNG specification, 5.3): length, type, data, CRC of type and data. */
function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const result = Buffer.alloc(body.length + 8);
	result.writeUInt32BE(data.length, 0);
	body.copy(result, 4);
	result.writeUInt32BE(crc32(body), body.length + 4);
	return result;
}

const header = Buffer.alloc(13);
header.writeUInt32BE(edge, 0);
header.writeUInt32BE(edge, 4);
// 8 bits a channel, red, green, blue and alpha.
header.set([8, 6, 0, 0, 0], 8);
writeFileSync(
	join(root, 'icon.png'),
	Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(pixels(), { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]),
);
