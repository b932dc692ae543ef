import type { GuardVerdict } from '../../shared/domain/qualityGuard';
import type { CallHours } from '../../shared/wire/requests';

/** Something that was looked up, or why it could not be. */
export type Fact<T> = { known: true; value: T } | { known: false; why: string };

/** Everything Check Setup judges; gathered from Meta, the ledger and the workflow. */
export interface SetupFacts {
	simulator: boolean;
	token: Fact<{
		isValid: boolean;
		expiresAt: string | null;
		scopes: string[];
		appName: string | null;
	}>;
	/** The app's webhook subscription to WhatsApp; null value = none. */
	subscription: Fact<{ callbackUrl: string; fields: string[]; active: boolean } | null>;
	/** Whether the callback address belongs to a trigger of this ledger. */
	callbackIsOurs: boolean;
	accounts: Fact<AccountFacts[]>;
	numbers: Fact<NumberFacts[]>;
	/** What the quality guard keeps (M2), by phone number id; a number without one was never judged. */
	guards: Readonly<Record<string, GuardVerdict>>;
	/** What call hours would follow from the team hours (V3), by phone number id; none: zone unknown. */
	callHours: Readonly<Record<string, CallHours>>;
	mediaServer: boolean;
	/** Where the published desk is; null: none is. */
	desk: { url: string } | null;
	/** Where n8n says that its editor is. */
	editorUrl: string;
	representatives: { listed: number; ready: number };
	/** What Meta must say in the webhook handshake; null: set in the credential. */
	derivedVerifyToken: string | null;
	ledger: string;
	history: { saveSuccess: string | null; saveManual: boolean | null };
	useCase: string;
}

export interface AccountFacts {
	wabaId: string;
	/** Whether our app gets this account's events. */
	appSubscribed: boolean | null;
	hasFunding: boolean | null;
	/** Meta's `health_status.can_send_message`. */
	health: string | null;
}

export interface NumberFacts {
	phoneNumberId: string;
	/** Its verified name, for the reader. */
	name: string;
	/** ISO 3166, null if the number could not be read. */
	country: string | null;
	/** Customers a day the business may write to; Infinity = unlimited. */
	messagingLimit: number | null;
	quality: string | null;
	isTestNumber: boolean;
	calling: CallingFacts | null;
}

/** A number with what the ledger keeps of it. */
export interface KeptNumber extends NumberFacts {
	/** How its calls are received (M2); null: never judged. */
	guard: GuardVerdict | null;
	/** See {@link SetupFacts.callHours}. */
	wantedHours: CallHours | null;
}

export interface CallingFacts {
	enabled: boolean;
	iconVisible: boolean;
	callbackPermission: boolean;
	sip: boolean;
	/** `held`: as Meta's settings answer has them. */
	callHours: { enabled: boolean; windows: number; zone: string | null; held: unknown };
	voicemail: boolean;
	restrictions: { type: string; expiresAt: string | null }[];
}

export interface SetupCheck {
	check: string;
	status: 'ok' | 'warning' | 'problem' | 'unknown';
	/** What is the case. */
	found: string;
	/** What to do about it, and where to click. */
	fix: string;
	phoneNumberId: string | null;
}

export type Verdict = Pick<SetupCheck, 'status' | 'found' | 'fix'>;

export const ok = (found: string): Verdict => ({
	status: 'ok',
	found,
	fix: 'Nothing to do.',
});
export const warning = (found: string, fix: string): Verdict => ({ status: 'warning', found, fix });
export const problem = (found: string, fix: string): Verdict => ({ status: 'problem', found, fix });
export const unknown = (found: string, fix: string): Verdict => ({ status: 'unknown', found, fix });
