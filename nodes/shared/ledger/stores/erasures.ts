import { toMs } from '../instants';
import type { Erasure, ErasureStore } from '../ledger';
import { eraseContact } from './eraseContact';
import { isOfErased } from './erasedCalls';
import type { Scope } from './scope';

export class SqlErasures implements ErasureStore {
	constructor(private readonly scope: Scope) {}

	async erase(contactId: string, now: string): Promise<Erasure | null> {
		return eraseContact(this.scope, contactId, toMs(now));
	}

	async isOfErased(call: Parameters<ErasureStore['isOfErased']>[0]): Promise<boolean> {
		return isOfErased(this.scope, call);
	}
}
