package ai.valeo.erp.tributary.schemas.serde;

import ai.valeo.erp.tributary.schemas.avro.Operation;
import ai.valeo.erp.tributary.schemas.entity.OperationType;

/** Operations to and from their Avro form. */
public final class OperationConversion {

  private OperationConversion() {}

  /** The Avro form of an operation. */
  public static Operation toAvro(OperationType operation) {
    return switch (operation) {
      case CREATE -> Operation.CREATE;
      case UPDATE -> Operation.UPDATE;
      case DELETE -> Operation.DELETE;
    };
  }

  /** The operation of an Avro form. */
  public static OperationType fromAvro(Operation operation) {
    return switch (operation) {
      case CREATE -> OperationType.CREATE;
      case UPDATE -> OperationType.UPDATE;
      case DELETE -> OperationType.DELETE;
    };
  }
}
