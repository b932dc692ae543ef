import * as getAttempt from './attempt/get';
import * as getAttempts from './attempt/getMany';
import * as cancelCallback from './callback/cancel';
import * as getCallbacks from './callback/getMany';
import * as erase from './contact/erase';
import * as explain from './contact/explain';
import * as exportContacts from './contact/export';
import * as getContact from './contact/get';
import * as getContacts from './contact/getMany';
import * as resetTest from './contact/resetTest';
import * as update from './contact/update';
import * as getDrops from './drop/getMany';
import type { Operation } from './operation';
import * as createOrUpdate from './policy/createOrUpdate';
import * as getPolicy from './policy/get';

/** Resource → operation → what it does. Names are stored in workflows and never change. */
export const OPERATIONS: Record<string, Record<string, Operation>> = {
	attempt: { get: getAttempt, getMany: getAttempts },
	callback: { cancel: cancelCallback, getMany: getCallbacks },
	contact: {
		erase,
		explain,
		export: exportContacts,
		get: getContact,
		getMany: getContacts,
		resetTest,
		update,
	},
	drop: { getMany: getDrops },
	policy: { createOrUpdate, get: getPolicy },
};
