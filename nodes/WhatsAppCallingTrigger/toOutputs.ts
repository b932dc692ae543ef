import type { INodeExecutionData } from 'n8n-workflow';
import type { ItemEvent } from '../shared/domain/callItem';
import { eventGroup, type EventGroup } from '../shared/domain/eventGroup';
import type { EventType } from '../shared/domain/webhookEvent';
import { OUTPUT_GROUPS } from './description';

/** Message statuses leave with the messages, and how an attempt was settled with the call events. */
function groupOf({ json: { event } }: INodeExecutionData): EventGroup {
	const isEvent = typeof event === 'object' && event !== null && 'type' in event;
	// Written by ingress, so `event.type` is one of ours.
	const type = isEvent ? (event.type as ItemEvent['type']) : null;
	if (type === 'attempt_settled') return 'callEvents';
	return (type === null ? null : eventGroup(type as EventType)) ?? 'messages';
}

/** One output, or each item by its kind. */
export function toOutputs(
	items: INodeExecutionData[],
	{ separateOutputs }: { separateOutputs: boolean },
): INodeExecutionData[][] {
	if (!separateOutputs) return [items];
	return OUTPUT_GROUPS.map((group) => items.filter((item) => groupOf(item) === group));
}
