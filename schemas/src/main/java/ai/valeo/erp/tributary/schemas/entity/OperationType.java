package ai.valeo.erp.tributary.schemas.entity;

/** What a mutation does to its entity. */
public enum OperationType {
  CREATE,
  UPDATE,
  DELETE
}
