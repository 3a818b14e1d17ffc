package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.List;

/**
 * One mutation of the workload.
 *
 * @param number its number, 0, 1, 2 ...; a duplicate bears the number of its original
 * @param node number of the edge node
 * @param sequence the node's publish number
 * @param floor the node's promise
 * @param key the entity
 * @param operation what it does
 * @param changes the changes
 * @param baseVersion version the node had seen
 * @param hlcMs its clock
 */
public record WorkloadItem(
    long number,
    int node,
    long sequence,
    long floor,
    EntityKey key,
    OperationType operation,
    List<Change> changes,
    long baseVersion,
    long hlcMs) {}
