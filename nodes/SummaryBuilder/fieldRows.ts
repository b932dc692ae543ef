import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { OperationRun } from './operation';

/** A field of the brief, to be chosen. */
export const fieldOf = (name: string): INodeProperties => ({
	displayName: 'Field',
	name,
	type: 'options',
	typeOptions: { loadOptionsMethod: 'loadFieldNames', loadOptionsDependsOn: ['schema'] },
	default: '',
	description: 'A field of the brief; fields of your own stand in Schema',
});

/** Rows of a field of the brief and a value that can be dragged in. */
export const fieldRows = (
	shown: Pick<INodeProperties, 'displayName' | 'name' | 'description'>,
	valueDescription: string,
): INodeProperties =>
	rowsOf({ ...shown, placeholder: 'Add Field' }, [
		fieldOf('name'),
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			default: '',
			description: valueDescription,
		},
	]);

export const rowsOf = (
	shown: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'placeholder'>,
	values: INodeProperties[],
): INodeProperties => ({
	...shown,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	options: [{ displayName: 'Row', name: 'rows', values }],
});

export function readRows({ ctx, itemIndex }: OperationRun, name: string): IDataObject[] {
	const rows: unknown = ctx.getNodeParameter(`${name}.rows`, itemIndex, []);
	// n8n gives a fixed collection as a list of objects.
	return Array.isArray(rows) ? (rows as IDataObject[]) : [];
}

/** What the rows say by field; a row without a name or a value says nothing. */
export function readFieldRows(run: OperationRun, name: string): Record<string, unknown> {
	const rows = readRows(run, name).map(
		(row) => [String(row.name ?? '').trim(), row.value] as const,
	);
	return Object.fromEntries(rows.filter(([field, value]) => field !== '' && !isEmpty(value)));
}

const isEmpty = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
