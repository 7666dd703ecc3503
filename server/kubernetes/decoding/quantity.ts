// Source: apimachinery pkg/api/resource/quantity.go (ParseQuantity).

const format = /^[+-]?[0-9]*(?:\.[0-9]*)?(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,18})?$/;

/**
 * True for a quantity as `resource.Quantity` reads it (`500m`, `1.5Gi`, `1e3`); blanks around it are allowed, and a
 * suffix without a number is zero.
 */
export function isQuantity(text: string): boolean {
	const trimmed = text.trim();
	return trimmed !== '' && format.test(trimmed);
}
