/** Why a file of a call could not be fetched or deleted (P8): what happened, and what to do. */
export const RECORDING_PROBLEMS = {
	media_gone: [
		'WhatsApp does not have this file any more, or not for this access token',
		'WhatsApp keeps a file for seven days. Keep the trigger published, with the credential of the number that was called.',
	],
	media_refused: [
		'WhatsApp did not hand over the file',
		'Nothing to do: it is tried again with a fresh address until seven days are over.',
	],
	media_unreachable: [
		'The file could not be read from WhatsApp in time',
		'Check that this n8n reaches lookaside.fbsbx.com over https. It is tried again until seven days are over.',
	],
	media_host_refused: [
		'The address of the file is not one of WhatsApp’s, so the access token was not sent there',
		'Check Graph Base URL in the WhatsApp Calling credential. With Simulator ticked, files come from this machine only.',
	],
	media_too_large: [
		'The file is larger than a call can make it',
		'Nothing to do: it is not kept. Report it with the length of the call, without customer data.',
	],
	media_checksum_mismatch: [
		'The file is not the one that WhatsApp announced, or was cut short',
		'Nothing to do: it is tried again until seven days are over.',
	],
	recordings_folder_unusable: [
		'The recordings folder cannot be written or read',
		'Check that the folder recordings beside the ledger has free space and belongs to the user that runs n8n.',
	],
	fetch_interrupted: [
		'n8n stopped while it fetched the file',
		'Nothing to do: it is tried again after five minutes.',
	],
	left_to_workflow: [
		'The policy leaves recordings to a workflow, and none has fetched this one yet',
		'Publish 25 Recordings to S3, or set Recordings Are Kept By in the policy to the recordings folder.',
	],
	recording_not_deleted: [
		'The file could not be deleted from the recordings folder',
		'Check that the folder recordings beside the ledger belongs to the user that runs n8n. It is tried again.',
	],
} as const satisfies Record<string, readonly [cause: string, fix: string]>;

export type RecordingProblem = keyof typeof RECORDING_PROBLEMS;
