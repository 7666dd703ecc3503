import type { NameServer } from '../dns/name-server.ts';

/** What the server needs from outside: files and a clock. Node gives it a file system, a browser asks its client. */
export interface ServerHost {
	/** The manifests below a folder, as URIs. */
	readonly listManifests: (folderUri: string) => Promise<readonly string[]>;
	/** Undefined where the file is gone or cannot be read. */
	readonly readFile: (uri: string) => Promise<string | undefined>;
	/** The URI of a path of the file system; absent where there is none. */
	readonly uriOf?: (path: string) => string;
	/** Calls back after so many milliseconds; the result calls it off. */
	readonly schedule: (callback: () => void, milliseconds: number) => () => void;
	/** Serves DNS on a free loopback port from the name server of each moment; absent where there are no sockets. */
	readonly listenDns?: (nameServer: () => NameServer) => Promise<DnsListener>;
}

export interface DnsListener {
	readonly host: string;
	readonly port: number;
	readonly close: () => Promise<void>;
}
