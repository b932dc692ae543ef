import * as checkSetup from './account/checkSetup';
import * as accept from './call/accept';
import * as preAccept from './call/preAccept';
import * as reject from './call/reject';
import * as terminate from './call/terminate';
import * as createRequest from './callRequest/create';
import * as getUnsettled from './message/getUnsettled';
import * as markOfferSent from './message/markOfferSent';
import * as prepareReply from './message/prepareReply';
import * as record from './message/record';
import * as sendButtons from './message/sendButtons';
import * as sendCallButton from './message/sendCallButton';
import * as sendList from './message/sendList';
import * as sendReplies from './message/sendReplies';
import * as sendTemplate from './message/sendTemplate';
import * as sendText from './message/sendText';
import type { Operation } from './operation';
import * as getPermission from './permission/get';
import * as requestPermission from './permission/request';
import * as getSettings from './phoneNumber/getSettings';
import * as syncHours from './phoneNumber/syncHours';
import * as updateSettings from './phoneNumber/updateSettings';
import * as downloadRecording from './recording/download';
import * as getRecordings from './recording/getMany';
import * as markDeleted from './recording/markDeleted';
import * as markStored from './recording/markStored';
import * as noteConsent from './recording/noteConsent';
import * as object from './recording/object';
import * as createRepresentative from './representative/create';
import * as createLink from './representative/createLink';
import * as getRepresentatives from './representative/getMany';
import * as revoke from './representative/revoke';
import * as setStatus from './representative/setStatus';
import * as signOut from './representative/signOut';
import * as getSample from './sampleEvent/get';
import * as createStarterSet from './template/createStarterSet';
import * as release from './thread/release';
import * as take from './thread/take';
import * as processDelivery from './webhook/processDelivery';
import * as processManualAnswer from './webhook/processManualAnswer';
import * as processPersonRequest from './webhook/processPersonRequest';
import * as unsubscribe from './webhook/unsubscribe';

/** Resource → operation → what it does. Names are stored in workflows and never change. */
export const OPERATIONS: Record<string, Record<string, Operation>> = {
	account: { checkSetup },
	call: { accept, preAccept, reject, terminate },
	callRequest: { create: createRequest },
	message: {
		sendReplies,
		sendText,
		sendButtons,
		sendList,
		sendCallButton,
		sendTemplate,
		getUnsettled,
		markOfferSent,
		prepareReply,
		record,
	},
	permission: { get: getPermission, request: requestPermission },
	phoneNumber: { getSettings, syncHours, updateSettings },
	recording: {
		getMany: getRecordings,
		download: downloadRecording,
		markStored,
		markDeleted,
		noteConsent,
		object,
	},
	representative: {
		create: createRepresentative,
		createLink,
		getMany: getRepresentatives,
		revoke,
		setStatus,
		signOut,
	},
	sampleEvent: { get: getSample },
	template: { createStarterSet },
	thread: { take, release },
	webhook: { processDelivery, processManualAnswer, processPersonRequest, unsubscribe },
};
