// Invariant: a message is what the wire carries, with names in presentation form; OPT is `edns`, never a record.
import type { AddressData } from './address.ts';

export interface Question {
	readonly name: string;
	readonly type: number;
	readonly class: number;
}

export interface ResourceRecord {
	readonly name: string;
	readonly type: number;
	readonly class: number;
	/** Seconds. */
	readonly ttl: number;
	readonly data: RecordData;
}

/** What a record holds, by the form of its data; several types share one form. */
export type RecordData =
	| AddressData
	| { readonly form: 'name'; readonly target: string }
	| ServiceData
	| StartOfAuthority
	| { readonly form: 'exchange'; readonly preference: number; readonly exchange: string }
	| { readonly form: 'text'; readonly strings: readonly string[] }
	| { readonly form: 'opaque'; readonly bytes: Uint8Array };

/** SRV (RFC 2782). */
export interface ServiceData {
	readonly form: 'service';
	readonly priority: number;
	readonly weight: number;
	readonly port: number;
	readonly target: string;
}

/** SOA (RFC 1035 section 3.3.13); times in seconds. */
export interface StartOfAuthority {
	readonly form: 'authority';
	readonly primary: string;
	readonly mailbox: string;
	readonly serial: number;
	readonly refresh: number;
	readonly retry: number;
	readonly expire: number;
	readonly minimum: number;
}

/** The OPT pseudo record (RFC 6891). */
export interface Edns {
	/** As written, even below 512. */
	readonly udpSize: number;
	readonly version: number;
	/** The lower 16 bits of its TTL: DO is 0x8000. */
	readonly flags: number;
	readonly options: readonly EdnsOption[];
}

export interface EdnsOption {
	readonly code: number;
	readonly data: Uint8Array;
}

export interface Message {
	readonly id: number;
	readonly response: boolean;
	readonly opcode: number;
	readonly authoritative: boolean;
	readonly truncated: boolean;
	readonly recursionDesired: boolean;
	readonly recursionAvailable: boolean;
	readonly authenticData: boolean;
	readonly checkingDisabled: boolean;
	/** With the upper bits from OPT. */
	readonly rcode: number;
	/** Undefined in an answer to a query that had none. */
	readonly question: Question | undefined;
	readonly answer: readonly ResourceRecord[];
	readonly authority: readonly ResourceRecord[];
	readonly additional: readonly ResourceRecord[];
	readonly edns: Edns | undefined;
}
