import type { RecordingPolicy } from './policy';
import { KEEP_DAYS_RULE, LONGEST_PURPOSE, RECORDING_NAMES } from './policyRules';
import { parseFields, parseNumber, type Fail, type Parser, type Parsers } from './settingParser';

const yesOrNo =
	(name: string): Parser<boolean> =>
	(value, path, fail) =>
		typeof value === 'boolean' ? value : fail(path, `${name} must be yes or no`);

const parseKeepDays = parseNumber(KEEP_DAYS_RULE);

const RECORDING: Parsers<RecordingPolicy> = {
	calls: yesOrNo(RECORDING_NAMES.calls),
	transcripts: yesOrNo(RECORDING_NAMES.transcripts),
	purpose: (value, path, fail) => {
		if (value === null) return null;
		const purpose = typeof value === 'string' ? value.trim() : '';
		if (/\p{L}/u.test(purpose) && purpose.length <= LONGEST_PURPOSE) return purpose;
		const is = `must be words of at most ${LONGEST_PURPOSE} characters`;
		return fail(path, `${RECORDING_NAMES.purpose} ${is}, such as “Quality and training”`);
	},
	keepDays: (value, path, fail) => (value === null ? null : parseKeepDays(value, path, fail)),
	representativesTold: yesOrNo(RECORDING_NAMES.representativesTold),
	storage: (value, path, fail) =>
		value === 'folder' || value === 'workflow'
			? value
			: fail(path, `${RECORDING_NAMES.storage} must be folder or workflow`),
};

/** Whether and how calls are recorded (P8), as far as it is given. */
export const parseRecording = (
	value: Record<string, unknown>,
	path: string,
	fail: Fail,
): Partial<RecordingPolicy> => parseFields(value, RECORDING, path, fail);
