// Everything the console asks the centre.

export const FIGURES = `query ConsoleFigures {
  aggregatorStatus { ...figures }
}
${figures()}`;

export const ON_FIGURES = `subscription ConsoleFiguresLive {
  aggregatorStatusUpdated(everyMillis: 1000) { ...figures }
}
${figures()}`;

function figures() {
  return `fragment figures on AggregatorStatus {
  mutationsPerSecond queueDepth readLag appliedTotal failedTotal conflictRate openConflicts quarantined
  latency { p50 p99 }
}`;
}

export const FLEET = `query ConsoleFleet { edgeSummary { nodes online pendingMutations oldestPendingAt } }`;

export const ON_ALERTS = `subscription ConsoleAlerts {
  systemAlerts { id kind subject active since value threshold }
}`;

const NODE = `fragment node on EdgeNode {
  id name incarnation location online connectionState lastSeen version
  pendingMutations oldestPendingAt failedMutations conflicts cpuLoad memoryUsedBytes diskFreeBytes
  remotes { remote state lastError }
}`;

export const NODES = `query ConsoleNodes { edgeNodes(silent: true) { ...node } }
${NODE}`;

export const ON_NODE = `subscription ConsoleNode { edgeNodeChanged { id } }`;

const STAMP = `fragment stamp on Stamp { version changedAt edgeNodeId mutationId priority }`;

export const CONFLICTS = `query ConsoleConflicts($status: ConflictStatus!, $after: String) {
  conflicts(filter: { status: $status }, first: 25, after: $after) {
    nodes {
      id entityType entityId type status mutationId edgeNodeId detectedAt resolvedBy reason
      mutation { decidedAt }
      contenders {
        attribute strategyName present presentStamp { ...stamp } offered offeredOperator result winners
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
${STAMP}`;

export const ON_CONFLICT = `subscription ConsoleConflict { conflictDetected { id status } }`;

export const VERSION = `query ConsoleVersion($type: String!, $id: ID!) { entity(type: $type, id: $id) { version } }`;

export const QUARANTINE = `query ConsoleQuarantine($state: QuarantineState!, $after: String) {
  quarantined(filter: { state: $state }, first: 25, after: $after) {
    nodes {
      id state reason message receivedAt originTopic originPartition originOffset key sizeBytes
      preview { mutationId edgeNodeId entityType entityId operation actor changes { attribute operator value } }
      ruling { actor reason ruledAt }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const ENTITY = `query ConsoleEntity($type: String!, $id: ID!) {
  entity(type: $type, id: $id) { version attributes stamp { changedAt mutationId } }
}`;

export const HISTORY = `query ConsoleHistory($type: String!, $id: ID!, $after: String) {
  history(type: $type, id: $id, first: 25, after: $after) {
    nodes {
      id number timestamp actor secondActor userReason edgeNodeId mutationId action status reason version
      changes { attribute before after decision { result strategyName concurrent lost note } }
    }
    pageInfo { hasNextPage endCursor }
    chain { verified entries brokenAt }
  }
}`;

export const WHY = `query ConsoleWhy($type: String!, $id: ID!, $attribute: String!) {
  whyIs(type: $type, id: $id, attribute: $attribute) {
    value complete
    decidedBy { timestamp actor edgeNodeId mutationId userReason }
    losers { value edgeNodeId mutationId timestamp decision { result strategyName note } }
  }
}`;

export const TYPES = `query ConsoleTypes { entityTypes }`;

export const RESOLVE = `mutation ConsoleResolve($input: ResolveConflictInput!) {
  done: resolveConflict(input: $input) {
    success message status errors { code message } proposal { actor }
  }
}`;

const SUBMITTED = '{ accepted { id status reason message } rejected { id error { code message } } }';

export const RELEASE = `mutation ConsoleRelease($ids: [ID!]!, $reason: String!) {
  done: requeueQuarantined(ids: $ids, reason: $reason) ${SUBMITTED}
}`;

export const DISCARD = `mutation ConsoleDiscard($ids: [ID!]!, $reason: String!) {
  done: discardQuarantined(ids: $ids, reason: $reason) ${SUBMITTED}
}`;
