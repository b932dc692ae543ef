import type { Attempt } from '../ledger/ledger';

/**
 * Whether anybody waits for the audio of a call that we placed. One that was given up has told its
 * leg so, and maybe its customer: should it turn out live, it must not go on.
 */
export const hasLeg = (attempt: Attempt): attempt is Attempt & { sessionId: string } =>
	attempt.sessionId !== null && attempt.verdict === null;
