package ai.valeo.erp.tributary.compose.northwind;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.List;

/**
 * A change the demo ERP will make.
 *
 * @param key its name, the same in every run: capturing it twice gives one mutation
 * @param entity the entity it changes
 * @param operation what it does to it
 * @param changes its changes
 * @param priority 1..10, 10 = most urgent
 */
public record PlannedMutation(
    String key, EntityKey entity, OperationType operation, List<Change> changes, int priority) {
  private static final int NORMAL = 5;

  /** Copies. */
  public PlannedMutation {
    changes = List.copyOf(changes);
  }

  static PlannedMutation create(String key, EntityKey entity, List<Change> changes) {
    return new PlannedMutation(key, entity, OperationType.CREATE, changes, NORMAL);
  }

  static PlannedMutation update(String key, EntityKey entity, Change... changes) {
    return new PlannedMutation(key, entity, OperationType.UPDATE, List.of(changes), NORMAL);
  }

  PlannedMutation withPriority(int newPriority) {
    return new PlannedMutation(key, entity, operation, changes, newPriority);
  }
}
