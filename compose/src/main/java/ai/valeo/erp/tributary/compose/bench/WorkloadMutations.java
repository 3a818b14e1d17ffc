package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.serde.ChangeConversion;
import ai.valeo.erp.tributary.schemas.serde.OperationConversion;
import java.time.Instant;
import java.util.Locale;

/** Makes records of the workload's mutations, and finds the numbers of their ids again. */
final class WorkloadMutations {
  private static final String ID_PREFIX = "00000000-0000-7000-8000-";
  private static final int HEX = 16;

  private WorkloadMutations() {}

  static Mutation record(WorkloadItem item) {
    return Mutation.newBuilder()
        .setId(id(item.number()))
        .setEdgeNodeId("node-" + item.node())
        .setSequence(item.sequence())
        .setFloor(item.floor())
        .setEntityType(item.key().entityType())
        .setEntityId(item.key().entityId())
        .setOperation(OperationConversion.toAvro(item.operation()))
        .setChanges(ChangeConversion.toAvro(item.changes()))
        .setBaseVersion(item.baseVersion())
        .setHlcMs(Instant.ofEpochMilli(item.hlcMs()))
        .build();
  }

  static String id(long number) {
    return ID_PREFIX + String.format(Locale.ROOT, "%012x", number);
  }

  static long number(String id) {
    return Long.parseLong(id, ID_PREFIX.length(), id.length(), HEX);
  }
}
