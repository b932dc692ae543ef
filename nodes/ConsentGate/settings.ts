import type { IExecuteFunctions } from 'n8n-workflow';
import type { PolicyBody } from '../shared/domain/policy';
import { LONGEST_VALUE } from '../shared/domain/texts';
import { readTemplate, type TemplateName } from '../shared/n8n/readTemplate';
import { optionalText } from '../shared/wire/limits';

/** Templates of Template → Create Starter Set. */
export const DEFAULT_OFFER_TEMPLATE = 'wac_call_offer|en_US';
export const DEFAULT_PERMISSION_TEMPLATE = 'wac_call_permission|en_US';

/** The node's parameters for one item. */
export interface GateSettings {
	/** Name of the policy. */
	policy: string;
	/** What the call is about, as the customer reads it. */
	reason: string | null;
	callButton: boolean;
	/** A person calls by telephone (V5). */
	byHand: boolean;
	offerTemplate: TemplateName;
	permissionTemplate: TemplateName;
	/** Counts only where it is stricter than the policy. */
	stricter: PolicyBody;
}

/** @throws {CallingError | WireError} `template_invalid`, `text_too_long`. */
export function readSettings(ctx: IExecuteFunctions, itemIndex: number): GateSettings {
	const parameter = (name: string, fallback: unknown): unknown =>
		ctx.getNodeParameter(name, itemIndex, fallback);
	const text = (name: string, fallback = '') =>
		String(parameter(name, fallback)).trim() || fallback;
	const number = (name: string) => {
		const value = Number(parameter(`options.${name}`, Number.NaN));
		return Number.isFinite(value) ? { [name]: value } : {};
	};
	return {
		policy: text('policy', 'default'),
		reason: optionalText(text('reason'), 'Reason for the Call', LONGEST_VALUE) ?? null,
		callButton: parameter('options.callButton', true) !== false,
		byHand: parameter('options.byHand', false) === true,
		offerTemplate: readTemplate(text('options.offerTemplate', DEFAULT_OFFER_TEMPLATE)),
		permissionTemplate: readTemplate(
			text('options.permissionTemplate', DEFAULT_PERMISSION_TEMPLATE),
		),
		stricter: { ...number('coolDownHours'), ...number('strikes') },
	};
}
