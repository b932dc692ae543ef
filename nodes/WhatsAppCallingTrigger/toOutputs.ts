import type { INodeExecutionData } from 'n8n-workflow';
import { eventGroup } from '../shared/domain/eventGroup';
import type { EventType } from '../shared/domain/webhookEvent';
import { OUTPUT_GROUPS } from './description';

const typeOf = ({ json }: INodeExecutionData): EventType => {
	const { event } = json;
	// Written by ingress, so `event.type` is one of ours.
	return typeof event === 'object' && event !== null && 'type' in event
		? (event.type as EventType)
		: 'unknown';
};

/** One output, or each item by its kind. Message statuses leave with the messages. */
export function toOutputs(
	items: INodeExecutionData[],
	{ separateOutputs }: { separateOutputs: boolean },
): INodeExecutionData[][] {
	if (!separateOutputs) return [items];
	return OUTPUT_GROUPS.map((group) =>
		items.filter((item) => (eventGroup(typeOf(item)) ?? 'messages') === group),
	);
}
