import { readFollowUpTap } from './followUpTap';
import type { EventType, WebhookEvent } from './webhookEvent';

export const EVENT_GROUPS = {
	messages: ['message_received', 'voicemail_received'],
	permissionReplies: ['permission_replied'],
	callEvents: [
		'call_offered',
		'call_answer_sdp',
		'ringing',
		'accepted',
		'rejected',
		'terminated',
		'recording_ready',
		'transcript_ready',
	],
	accountAlerts: ['account_alert'],
	/** Of messages those that tap a button of a follow-up, see {@link groupsOf}. */
	followUpTaps: [],
} as const satisfies Record<string, readonly EventType[]>;

export type EventGroup = keyof typeof EVENT_GROUPS;

/** The group a builder picks in the trigger; null for events that start nothing by themselves. */
export function eventGroup(type: EventType): EventGroup | null {
	for (const [group, types] of Object.entries(EVENT_GROUPS)) {
		if ((types as readonly EventType[]).includes(type)) return group as EventGroup;
	}
	return null;
}

/** Whoever picked one of these groups gets the event, once. */
export function groupsOf(event: WebhookEvent): EventGroup[] {
	const group = eventGroup(event.type);
	if (group === null) return [];
	const isTap = event.type === 'message_received' && readFollowUpTap(event.replyId) !== null;
	return isTap ? [group, 'followUpTaps'] : [group];
}
