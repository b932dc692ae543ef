import type { IDataObject } from 'n8n-workflow';
import type { CallItem } from '../shared/domain/callItem';
import { renderBriefCard } from '../shared/domain/renderBriefCard';
import { mapCrmRecord, renderBriefCrm } from '../shared/domain/renderBriefCrm';
import type { BriefView } from '../shared/domain/renderBriefRows';
import { renderBriefSlack } from '../shared/domain/renderBriefSlack';
import { renderBriefText } from '../shared/domain/renderBriefText';
import type { RenderSettings } from './renderSettings';

interface Shown {
	item: Partial<CallItem>;
	view: BriefView;
	settings: RenderSettings;
}

type Render = (shown: Shown) => IDataObject;

// What the renderers give is plain JSON: texts, numbers, yes or no, lists and objects of them.
const plain = (rendered: object): IDataObject => rendered as IDataObject;

/** A place where a brief is shown → what it takes, with customers' text as data. Names are stored in workflows. */
export const TARGETS: Record<string, Render> & { deskCard: Render } = {
	deskCard: ({ view, settings }) => plain(renderBriefCard(view, settings.isShared)),
	slack: ({ item, view, settings }) =>
		plain(renderBriefSlack(view, settings.links ?? dialLinks(item))),
	whatsAppText: ({ view }) => ({ text: renderBriefText(view) }),
	crmRecord: (shown) => crmRecord(shown, shown.view.brief),
};

/** @param brief Null: none was made. A CRM keeps consents and refusals too. */
export function crmRecord(
	{ item, settings: { mapping } }: Omit<Shown, 'view'>,
	brief: BriefView['brief'] | null,
): IDataObject {
	const record = renderBriefCrm(item, brief);
	const mapped = mapping ? mapCrmRecord(record, mapping) : { record, unmapped: [] };
	// A mapping need not have a field for it, and what is not confirmed has to say so.
	return plain({ brief_status: record.brief_status, ...mapped });
}

/** A call by hand and what came of it (V5), if the item offers one. */
function dialLinks({ manualDial }: Partial<CallItem>) {
	if (!manualDial) return [];
	const { callUrl, answeredUrl, noAnswerUrl, rescheduleUrl } = manualDial;
	return [
		{ label: 'Call', url: callUrl },
		{ label: 'Answered', url: answeredUrl },
		{ label: 'No answer', url: noAnswerUrl },
		{ label: 'Reschedule', url: rescheduleUrl },
	];
}
