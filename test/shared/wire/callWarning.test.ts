import { describe, expect, it } from 'vitest';
import { warnedCalls } from '../../../nodes/shared/wire/callWarning';

describe('M2: which calls a violation of Meta’s is about', () => {
	// Types as Meta's page on call settings lists them (2026-07), LOW_CALLING_QUALITY as of 2025.
	it.each([
		['LOW_BUSINESS_INITIATED_CALLING_QUALITY', 'business_initiated'],
		['LOW_CALLING_QUALITY', 'business_initiated'],
		['LOW_USER_INITIATED_CALLING_QUALITY', 'user_initiated'],
		['USER_INITIATED_CALLS_LOW_PICKUP_RATE', 'user_initiated'],
		['low_calling_quality', 'business_initiated'],
		['CALL_SPAM', 'unknown'],
		['SOMETHING_NEW_ABOUT_CALLS', 'unknown'],
		// Of messages and of the account, by the same event.
		['SPAM', null],
		['ACCOUNT_VIOLATION', null],
		['SCAM', null],
		['TECHNICALLY_RECALLED', null],
		['constructor', null],
		['', null],
		[null, null],
	])('%j: %j', (type, about) => {
		expect(warnedCalls(type)).toBe(about);
	});
});
