package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.ChangeOperator;
import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.ConflictState;
import ai.valeo.erp.tributary.schemas.avro.ConnectionState;
import ai.valeo.erp.tributary.schemas.avro.Contender;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.avro.Stamp;
import java.time.Instant;
import java.util.List;

/** Sample records of the topics. */
public final class Records {

  private Records() {}

  public static Outcome outcome(String id, String node, OutcomeState state, long atMs) {
    return Outcome.newBuilder()
        .setMutationId(id)
        .setEdgeNodeId(node)
        .setSequence(7)
        .setEntityType("InventoryItem")
        .setEntityId("p1@w1")
        .setState(state)
        .setReason(state == OutcomeState.APPLIED ? null : "INVARIANT")
        .setMessage(state == OutcomeState.APPLIED ? null : "quantity would be -1")
        .setVersion(3)
        .setDecisions(List.of(decision()))
        .setBatch("0-12")
        .setPolicyVersion(1)
        .setDecidedAtMs(Instant.ofEpochMilli(atMs))
        .build();
  }

  public static Decision decision() {
    return Decision.newBuilder()
        .setAttribute("quantity")
        .setResult("ADDED")
        .setStrategy("counter")
        .setConcurrent(true)
        .setAgainst(stamp())
        .setLost(null)
        .setNote("clock ahead")
        .build();
  }

  public static Stamp stamp() {
    return Stamp.newBuilder()
        .setVersion(2)
        .setHlcMs(Instant.ofEpochMilli(1_000))
        .setHlcCounter(1)
        .setEdgeNodeId("paris")
        .setMutationId("m2")
        .setPriority(8)
        .build();
  }

  public static Conflict conflict(
      String mutationId, String entityId, ConflictState state, long atMs) {
    return Conflict.newBuilder()
        .setId(mutationId + ":0")
        .setEntityType("Product")
        .setEntityId(entityId)
        .setKind("CONCURRENT_UPDATE")
        .setState(state)
        .setMutationId(mutationId)
        .setEdgeNodeId("berlin")
        .setContenders(
            List.of(
                Contender.newBuilder()
                    .setAttribute("supplierId")
                    .setStrategy("manual")
                    .setPresent("s1")
                    .setPresentStamp(stamp())
                    .setOffered("s2")
                    .setOfferedOperator(ChangeOperator.SET)
                    .setResult("s1")
                    .setWinner("m2")
                    .build()))
        .setVersion(3)
        .setResolvedBy(state == ConflictState.RESOLVED ? "anna" : null)
        .setReason(state == ConflictState.RESOLVED ? "cheaper" : null)
        .setDetectedAtMs(Instant.ofEpochMilli(atMs))
        .setBatch("0-12")
        .setPolicyVersion(1)
        .build();
  }

  public static EdgeNodeStatus edgeNode(String id, ConnectionState state, long sentAtMs) {
    return EdgeNodeStatus.newBuilder()
        .setEdgeNodeId(id)
        .setLocation("Berlin, hall 2")
        .setState(state)
        .setPending(4)
        .setFailed(1)
        .setConflicts(2)
        .setLastSequence(99)
        .setFloor(95)
        .setVersion("0.1.0")
        .setSchemaVersion(null)
        .setCpuLoad(0.25)
        .setMemoryUsedBytes(1_000)
        .setDiskFreeBytes(5_000_000_000L)
        .setSentAtMs(Instant.ofEpochMilli(sentAtMs))
        .build();
  }
}
