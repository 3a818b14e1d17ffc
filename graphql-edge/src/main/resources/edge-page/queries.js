// Everything the page asks the edge node.

export const STATUS = `query PageStatus {
  edgeStatus { nodeId location connectionState offlineMode troubles diskUsage version }
  syncStatus { lastSyncTime pendingChanges syncErrors conflicts isCurrentlySyncing }
}`;

export const WAREHOUSES = `query PageWarehouses { localWarehouses }`;

export const STOCK = `query PageStock($warehouseId: ID!, $search: String, $limit: Int!) {
  localInventory(warehouseId: $warehouseId, search: $search, limit: $limit) {
    id productId product { name sku } warehouseId locationCode
    quantity reservedQuantity reorderLevel syncStatus
  }
}`;

export const SEARCH = `query PageSearch($text: String!) {
  searchProducts(text: $text, limit: 20) {
    hits { product { id } snippets { attribute text marks { begin end } } }
    suggestions corrected
  }
}`;

export const CHANGES = `query PageChanges {
  pendingMutations(limit: 20) {
    id entityType entityId operation status createdAt retryCount
    changes { attribute operator wanted }
  }
  failedMutations(limit: 50) {
    id entityType entityId operation status reason message createdAt
    changes { attribute operator wanted present }
    overrulings { attribute result byNode at lost present }
  }
  overruledMutations(limit: 5) {
    id entityType entityId
    overrulings { attribute result byNode at lost present }
  }
}`;

export const NAME = {
  Product: (alias, variable) => `${alias}: product(id: ${variable}) { name }`,
  Order: (alias, variable) => `${alias}: order(id: ${variable}) { name: orderNumber }`,
};

export const ORDERS = `query PageOrders {
  localOrders(limit: 25) {
    id orderNumber customer { name } orderDate status totalAmount syncStatus
    items { id quantity productId product { name } }
  }
}`;

export const OFFLINE_MODE = `mutation PageOfflineMode($enabled: Boolean!) {
  setOfflineMode(enabled: $enabled) { success message errors { code message } }
}`;

export const BOOK = `mutation PageBook($input: UpdateInventoryInput!) {
  updateInventory(input: $input) { success message status quantity errors { code message } }
}`;

export const SYNC_NOW = `mutation PageSync {
  triggerSync { success message errors { code message } }
}`;

export const ACKNOWLEDGE = `mutation PageAcknowledge($id: ID!) {
  done: acknowledgeMutation(id: $id) { success message errors { code message } }
}`;

export const RETRY = `mutation PageRetry($id: ID!) {
  done: retryMutation(id: $id) { success message errors { code message } }
}`;

export const ON_STOCK = `subscription PageStockChanged($warehouseId: ID!) {
  inventoryUpdated(warehouseId: $warehouseId) { id }
}`;

export const ON_ORDER = `subscription PageOrderStatus($orderId: ID!) {
  orderStatusChanged(orderId: $orderId) { id status }
}`;

export const PROGRESS = `query PageProgressNow {
  syncProgress { entityType processed total percentage currentItem }
}`;

export const ON_PROGRESS = `subscription PageProgress {
  syncProgressUpdated { entityType processed total percentage currentItem }
}`;
