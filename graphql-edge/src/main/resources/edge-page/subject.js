// What a change is about and what it does, in words.

import { nameOf } from './names.js';
import { decimal, number, words } from './words.js';

/** Product and warehouse out of the id of a stock item, productId@warehouseId. */
export function stockId(id) {
  const at = id.lastIndexOf('@');
  return at > 0 ? { product: id.slice(0, at), warehouse: id.slice(at + 1) } : { product: id };
}

/** The entities whose names are needed to speak of a change. */
export function named({ entityType, entityId }) {
  return entityType === 'InventoryItem'
    ? { type: 'Product', id: stockId(entityId).product }
    : { type: entityType, id: entityId };
}

/** "Stock of Chai in w1" */
export function subjectOf({ entityType, entityId }) {
  const subject = words.subject[entityType];
  if (!subject) return words.otherSubject(entityType, entityId);
  if (entityType !== 'InventoryItem') return subject(nameOf(entityType, entityId));
  const { product, warehouse } = stockId(entityId);
  return subject(nameOf('Product', product), warehouse);
}

/** "+5", "counted: 12", "Status: Shipped" … ; a removed entity says so. */
export function effectOf({ operation, changes }) {
  if (operation === 'DELETE') return words.action.DELETE;
  const parts = changes.map(effectOfOne).filter(Boolean);
  return operation === 'CREATE' && parts.length === 0 ? words.action.CREATE : parts.join(', ');
}

function effectOfOne({ attribute, operator, wanted }) {
  const label = words.attribute[attribute];
  if (!label) return null;
  const isStock = attribute === 'quantity';
  if (operator === 'ADD') {
    const signed = `${wanted < 0 ? '−' : '+'}${number(Math.abs(wanted))}`;
    return isStock ? signed : `${label} ${signed}`;
  }
  if (operator === 'SET' && isStock) return words.counted(number(wanted));
  return `${label}: ${valueOf(attribute, wanted)}`;
}

/** A value as people write it. */
export function valueOf(attribute, value) {
  if (value === null || value === undefined) return '–';
  if (attribute === 'status') return words.order[value] ?? String(value);
  if (attribute === 'price') return decimal(value);
  if (typeof value === 'number') return number(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
