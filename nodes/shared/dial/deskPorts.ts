import type { DeskPage, Representative } from '../ledger/ledger';
import type { DialPorts } from './ports';

/** What serving the desk needs from outside (V4). */
export interface DeskPorts extends DialPorts {
	/** Whose desk: see `DeskDoor`. */
	appKey: string;
	/** Numbers of another app are looked after by its own desk. */
	isOurs(phoneNumberId: string): Promise<boolean>;
	/**
	 * After a commit: these representatives have something to read. A hint to the streams of this process;
	 * every stream looks at the ledger by itself too.
	 */
	tellPages(representativeIds: readonly string[]): void;
}

/** Who acts, proven by session and page. */
export interface DeskActor {
	representative: Representative;
	page: DeskPage;
}

/** What came of an action; `code` is stable and documented, `text` is for the representative. */
export type DeskDone<T extends object = object> =
	({ done: true } & T) | { done: false; code: string; text: string };
