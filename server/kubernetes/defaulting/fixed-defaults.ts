// Invariant: these defaults depend on nothing but their own definition, so one walk over any object fills them in.
// Sources: pkg/apis/core/v1/defaults.go, zz_generated.defaults.go (the defaults declared in types.go).
import { type FieldType, fieldsOf } from '../decoding/schema.ts';
import { isObject, type JsonObject, type JsonValue } from '../objects/json.ts';

/** 0644 */
const fileMode = 420;

const defaults: Readonly<Record<string, JsonObject>> = {
	AzureDiskVolumeSource: { cachingMode: 'ReadWrite', fsType: 'ext4', kind: 'Shared', readOnly: false },
	ConfigMapVolumeSource: { defaultMode: fileMode },
	Container: { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
	ContainerPort: { protocol: 'TCP' },
	DownwardAPIVolumeSource: { defaultMode: fileMode },
	EphemeralContainer: {
		terminationMessagePath: '/dev/termination-log',
		terminationMessagePolicy: 'File',
	},
	FileKeySelector: { optional: false },
	GRPCAction: { service: '' },
	HTTPGetAction: { path: '/', scheme: 'HTTP' },
	HostPathVolumeSource: { type: '' },
	ISCSIVolumeSource: { iscsiInterface: 'default' },
	ObjectFieldSelector: { apiVersion: 'v1' },
	PersistentVolumeClaimSpec: { volumeMode: 'Filesystem' },
	PersistentVolumeClaimStatus: { phase: 'Pending' },
	PodFailurePolicyOnPodConditionsPattern: { status: 'True' },
	PodSpec: {
		dnsPolicy: 'ClusterFirst',
		restartPolicy: 'Always',
		schedulerName: 'default-scheduler',
		securityContext: {},
		terminationGracePeriodSeconds: 30,
	},
	Probe: { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 },
	ProjectedVolumeSource: { defaultMode: fileMode },
	RBDVolumeSource: { keyring: '/etc/ceph/keyring', pool: 'rbd', user: 'admin' },
	ScaleIOVolumeSource: { fsType: 'xfs', storageMode: 'ThinProvisioned' },
	SecretVolumeSource: { defaultMode: fileMode },
	ServiceAccountTokenProjection: { expirationSeconds: 3600 },
};

/** Fills in the defaults of a typed object (see decodeObject) and of everything below it. */
export function applyFixedDefaults(value: JsonObject, definition: string): JsonObject {
	const filled: Record<string, JsonValue | undefined> = { ...value };
	const fields = fieldsOf(definition);
	for (const [name, fallback] of Object.entries(defaults[definition] ?? {})) {
		const written = filled[name];
		const missing = fields.get(name)?.pointer === true ? written === undefined : !written;
		if (missing) filled[name] = fallback;
	}
	if (definition === 'Container' || definition === 'EphemeralContainer') {
		filled.imagePullPolicy ||= isLatest(filled.image) ? 'Always' : 'IfNotPresent';
	}
	if (definition === 'Volume' && Object.keys(filled).every((name) => name === 'name')) filled.emptyDir = {};
	if (definition === 'PodSpec') syncServiceAccount(filled);
	for (const [name, { type }] of fields) {
		const member = filled[name];
		if (member !== undefined && needsWalk(type)) filled[name] = descend(member, type);
	}
	return filled;
}

function needsWalk(type: FieldType): boolean {
	return type.kind === 'object' || (type.kind === 'list' && type.of.kind === 'object');
}

function descend(value: JsonValue, type: FieldType): JsonValue {
	if (type.kind === 'object' && isObject(value)) return applyFixedDefaults(value, type.definition);
	if (type.kind === 'list' && Array.isArray(value)) return value.map((item) => descend(item, type.of));
	return value;
}

/** serviceAccount is the old name of serviceAccountName, which wins. */
function syncServiceAccount(spec: Record<string, JsonValue | undefined>): void {
	spec.serviceAccountName ||= spec.serviceAccount;
	if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName;
	else {
		delete spec.serviceAccount;
		delete spec.serviceAccountName;
	}
}

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const imageFormat = new RegExp(
	`^(?:[A-Za-z0-9.-]+(?::[0-9]+)?/|\\[[0-9a-fA-F:]+\\](?::[0-9]+)?/)?${component}(?:/${component})*(?::([\\w][\\w.-]{0,127}))?(@[A-Za-z0-9+._-]+:[0-9a-fA-F]{32,})?$`,
);

/** The tag `latest`, which also counts where there is neither tag nor digest (parsers.ParseImageName). */
function isLatest(image: JsonValue | undefined): boolean {
	const match = typeof image === 'string' ? imageFormat.exec(image) : null;
	if (match === null) return false;
	const [, tag, digest] = match;
	return tag === 'latest' || (tag === undefined && digest === undefined);
}
