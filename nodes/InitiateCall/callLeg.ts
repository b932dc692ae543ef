import type { IDataObject } from 'n8n-workflow';
import type { DialRequest, DialResult } from '../shared/dial/dialResult';
import type { DialPorts } from '../shared/dial/ports';
import type { CallItem } from '../shared/domain/callItem';
import type { Attempt, Contact, Wish } from '../shared/ledger/ledger';
import type { Connection } from '../shared/n8n/connection';

/** Who carries the call, and what that changes for this node. */
export interface CallLeg {
	/** As the attempt names it. */
	name: string;
	/**
	 * The number to call from.
	 *
	 * @throws {CallingError} `no_number`, `line_of_another_credential`.
	 */
	line(item: Partial<CallItem>, connection: Connection): Promise<string>;
	/**
	 * Asked before anything is claimed.
	 *
	 * @throws {CallingError} naming the setting without which nobody could carry the call.
	 */
	requireSettings(connection: Connection, phoneNumberId: string): Promise<void>;
	start(request: DialRequest, ports: DialPorts, connection: Connection): Promise<DialResult>;
	/** What a started call adds to the item. */
	sections(attempt: Attempt, wish: Wish, connection: Connection): Partial<CallItem>;
	/** What a test run shows of the call that is not made. */
	show(call: ShownCall, connection: Connection): IDataObject;
}

export interface ShownCall {
	phoneNumberId: string;
	contact: Pick<Contact, 'waId' | 'userId'>;
	wish: Pick<Wish, 'expiresAt'> | null;
}
