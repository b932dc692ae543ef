import { attemptsContract } from './contract/attempts';
import { briefsContract } from './contract/briefs';
import { callbacksContract } from './contract/callbacks';
import { callsContract } from './contract/calls';
import { consentsContract } from './contract/consents';
import { contactRecordContract } from './contract/contactRecord';
import { contactsContract } from './contract/contacts';
import { conversationsContract } from './contract/conversations';
import { erasuresContract } from './contract/erasures';
import { escalationsContract } from './contract/escalations';
import { inboxContract } from './contract/inbox';
import { manualContract } from './contract/manual';
import { optOutContract } from './contract/optOut';
import { plansContract } from './contract/plans';
import { registryContract } from './contract/registry';
import { representativesContract } from './contract/representatives';
import { sendsContract } from './contract/sends';
import { threadsContract } from './contract/threads';
import { wishScopesContract } from './contract/wishScopes';
import type { Engine } from './engines';

/** What every engine must do alike, store by store. */
export function ledgerContract(engine: Engine): void {
	contactsContract(engine);
	optOutContract(engine);
	consentsContract(engine);
	sendsContract(engine);
	attemptsContract(engine);
	callsContract(engine);
	inboxContract(engine);
	registryContract(engine);
	contactRecordContract(engine);
	wishScopesContract(engine);
	conversationsContract(engine);
	escalationsContract(engine);
	threadsContract(engine);
	callbacksContract(engine);
	representativesContract(engine);
	plansContract(engine);
	manualContract(engine);
	briefsContract(engine);
	erasuresContract(engine);
}
