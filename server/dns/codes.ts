// Invariant: numbers are the IANA registry's; a name is the one that dig and CoreDNS print.

/** Record types that the server makes or tells apart. */
export const RecordType = {
	A: 1,
	NS: 2,
	CNAME: 5,
	SOA: 6,
	PTR: 12,
	HINFO: 13,
	MX: 15,
	TXT: 16,
	AAAA: 28,
	SRV: 33,
	NAPTR: 35,
	DNAME: 39,
	OPT: 41,
	DS: 43,
	CAA: 257,
	IXFR: 251,
	AXFR: 252,
	ANY: 255,
} as const;

export const RecordClass = { IN: 1, CS: 2, CH: 3, HS: 4, NONE: 254, ANY: 255 } as const;

export const Opcode = { QUERY: 0, IQUERY: 1, STATUS: 2, NOTIFY: 4, UPDATE: 5 } as const;

export const Rcode = {
	NOERROR: 0,
	FORMERR: 1,
	SERVFAIL: 2,
	NXDOMAIN: 3,
	NOTIMP: 4,
	REFUSED: 5,
	BADVERS: 16,
} as const;

const typeNames: readonly (readonly [number, string])[] = [
	[1, 'A'],
	[2, 'NS'],
	[3, 'MD'],
	[4, 'MF'],
	[5, 'CNAME'],
	[6, 'SOA'],
	[7, 'MB'],
	[8, 'MG'],
	[9, 'MR'],
	[10, 'NULL'],
	[12, 'PTR'],
	[13, 'HINFO'],
	[14, 'MINFO'],
	[15, 'MX'],
	[16, 'TXT'],
	[17, 'RP'],
	[18, 'AFSDB'],
	[19, 'X25'],
	[20, 'ISDN'],
	[21, 'RT'],
	[23, 'NSAP-PTR'],
	[24, 'SIG'],
	[25, 'KEY'],
	[26, 'PX'],
	[27, 'GPOS'],
	[28, 'AAAA'],
	[29, 'LOC'],
	[30, 'NXT'],
	[31, 'EID'],
	[32, 'NIMLOC'],
	[33, 'SRV'],
	[34, 'ATMA'],
	[35, 'NAPTR'],
	[36, 'KX'],
	[37, 'CERT'],
	[39, 'DNAME'],
	[41, 'OPT'],
	[42, 'APL'],
	[43, 'DS'],
	[44, 'SSHFP'],
	[45, 'IPSECKEY'],
	[46, 'RRSIG'],
	[47, 'NSEC'],
	[48, 'DNSKEY'],
	[49, 'DHCID'],
	[50, 'NSEC3'],
	[51, 'NSEC3PARAM'],
	[52, 'TLSA'],
	[53, 'SMIMEA'],
	[55, 'HIP'],
	[56, 'NINFO'],
	[57, 'RKEY'],
	[58, 'TALINK'],
	[59, 'CDS'],
	[60, 'CDNSKEY'],
	[61, 'OPENPGPKEY'],
	[62, 'CSYNC'],
	[63, 'ZONEMD'],
	[64, 'SVCB'],
	[65, 'HTTPS'],
	[99, 'SPF'],
	[100, 'UINFO'],
	[101, 'UID'],
	[102, 'GID'],
	[103, 'UNSPEC'],
	[104, 'NID'],
	[105, 'L32'],
	[106, 'L64'],
	[107, 'LP'],
	[108, 'EUI48'],
	[109, 'EUI64'],
	[128, 'NXNAME'],
	[249, 'TKEY'],
	[250, 'TSIG'],
	[251, 'IXFR'],
	[252, 'AXFR'],
	[253, 'MAILB'],
	[254, 'MAILA'],
	[255, 'ANY'],
	[256, 'URI'],
	[257, 'CAA'],
	[258, 'AVC'],
	[260, 'AMTRELAY'],
	[261, 'RESINFO'],
	[32768, 'TA'],
	[32769, 'DLV'],
];

const nameOfType = new Map(typeNames);
const typeOfName = new Map(typeNames.map(([number, name]) => [name, number]));

/** `A`, `SRV`, …; `TYPE1234` for a type without a name (RFC 3597 section 5). */
export function typeName(type: number): string {
	return nameOfType.get(type) ?? `TYPE${type}`;
}

/** The type that a name (in any case) or `TYPE1234` stands for. */
export function typeNumber(name: string): number | undefined {
	const known = typeOfName.get(name.toUpperCase());
	if (known !== undefined) return known;
	const generic = /^TYPE(\d{1,5})$/i.exec(name);
	const number = generic === null ? Number.NaN : Number(generic[1]);
	return number <= 0xffff ? number : undefined;
}

/** Two that only miekg/dns has names for. */
const reservedTypes: ReadonlyMap<string, number> = new Map([
	['None', 0],
	['Reserved', 65535],
]);

/** Only the names themselves, in upper case: what a Corefile accepts. */
export function knownTypeNumber(name: string): number | undefined {
	return typeOfName.get(name) ?? reservedTypes.get(name);
}

/** The name that a Corefile's template sees; '' for a type without one. */
export function knownTypeName(type: number): string {
	for (const [name, number] of reservedTypes) if (number === type) return name;
	return nameOfType.get(type) ?? '';
}

const classNames: ReadonlyMap<number, string> = new Map(
	Object.entries(RecordClass).map(([name, number]) => [number, name]),
);

/** `IN`, `CH`, …; `CLASS17` for a class without a name. */
export function className(code: number): string {
	return classNames.get(code) ?? `CLASS${code}`;
}

/** The name that a Corefile's template sees; '' for a class without one. */
export function knownClassName(code: number): string {
	return classNames.get(code) ?? '';
}

/** The class that a name in upper case stands for. */
export function classNumber(name: string): number | undefined {
	return Object.entries(RecordClass).find(([known]) => known === name)?.[1];
}

const rcodeNames: ReadonlyMap<number, string> = new Map([
	[0, 'NOERROR'],
	[1, 'FORMERR'],
	[2, 'SERVFAIL'],
	[3, 'NXDOMAIN'],
	[4, 'NOTIMP'],
	[5, 'REFUSED'],
	[6, 'YXDOMAIN'],
	[7, 'YXRRSET'],
	[8, 'NXRRSET'],
	[9, 'NOTAUTH'],
	[10, 'NOTZONE'],
	[11, 'DSOTYPENI'],
	[16, 'BADVERS'],
	[17, 'BADKEY'],
	[18, 'BADTIME'],
	[19, 'BADMODE'],
	[20, 'BADNAME'],
	[21, 'BADALG'],
	[22, 'BADTRUNC'],
	[23, 'BADCOOKIE'],
]);

/** `NOERROR`, `NXDOMAIN`, …; `RCODE24` for a code without a name. */
export function rcodeName(rcode: number): string {
	return rcodeNames.get(rcode) ?? `RCODE${rcode}`;
}

/** The rcode that a name in upper case stands for (in CoreDNS, 16 answers to BADSIG). */
export function rcodeNumber(name: string): number | undefined {
	if (name === 'BADSIG') return Rcode.BADVERS;
	if (name === 'BADVERS') return undefined;
	for (const [number, known] of rcodeNames) if (known === name) return number;
	return undefined;
}
