/** The bytes to send back for what a client sent; undefined for silence. */
export type Respond = (
	query: Uint8Array,
	transport: 'udp' | 'tcp',
	clientAddress: string,
) => Uint8Array | undefined;
