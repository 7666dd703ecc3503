// Source: apimachinery pkg/apis/meta/v1/time.go, Go's time.Parse with RFC 3339.

/** Go's hour (`15`) may have one digit; everything else is fixed. */
const format = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/;

/** True for a time as `metav1.Time` reads it. */
export function isTimestamp(text: string): boolean {
	const match = format.exec(text);
	if (match === null) return false;
	const [year, month, day, hour, minute, second, zoneHour, zoneMinute] = match
		.slice(1)
		.map((part) => Number(part ?? 0));
	return (
		inRange(month, 1, 12) &&
		inRange(day, 1, daysIn(year ?? 0, month ?? 1)) &&
		inRange(hour, 0, 23) &&
		inRange(minute, 0, 59) &&
		inRange(second, 0, 59) &&
		inRange(zoneHour, 0, 24) &&
		inRange(zoneMinute, 0, 60)
	);
}

function inRange(value: number | undefined, from: number, to: number): boolean {
	return value !== undefined && value >= from && value <= to;
}

function daysIn(year: number, month: number): number {
	return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
