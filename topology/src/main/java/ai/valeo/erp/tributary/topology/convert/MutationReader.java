package ai.valeo.erp.tributary.topology.convert;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import ai.valeo.erp.tributary.schemas.entity.Operator;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.WireFormat;
import ai.valeo.erp.tributary.topology.core.intake.MutationFacts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usual mutation, written with the schema this program was built with, straight from its
 * bytes. Whatever is not usual (lists, dependencies, groups, anything broken) it leaves to Avro's
 * readers, which know every case and name every fault. One thread.
 */
final class MutationReader {

  private static final int DECIMAL_BRANCH = 5;

  /** Avro's readers refuse a longer one. */
  private static final int INT_BYTES = 5;

  private static final int MAX_SCALE = 1_000;
  private static final OperationType[] OPERATIONS = {
    OperationType.CREATE, OperationType.UPDATE, OperationType.DELETE
  };
  private static final Operator[] OPERATORS = {
    Operator.SET, Operator.ADD, Operator.INSERT, Operator.REMOVE
  };

  /** Something that is left to Avro's readers. */
  private static final class Unusual extends RuntimeException {
    Unusual() {
      super("left to Avro", null, false, false);
    }
  }

  private final TextPool pool = new TextPool();
  private byte[] bytes = new byte[0];
  private int at;

  /**
   * Reads a framed record.
   *
   * @return the mutation, or none if Avro's readers are to look at the record
   */
  @Nullable MutationFacts read(byte[] framed) {
    bytes = framed;
    at = WireFormat.HEADER_BYTES;
    try {
      MutationFacts facts = facts();
      return at == framed.length ? facts : null;
    } catch (Unusual | IndexOutOfBoundsException | IllegalArgumentException e) {
      return null;
    }
  }

  private MutationFacts facts() {
    String id = text();
    String edgeNode = pooled();
    long sequence = number();
    long floor = number();
    String entityType = pooled();
    String entityId = text();
    OperationType operation = OPERATIONS[whole()];
    List<Change> changes = changes();
    long baseVersion = number();
    long hlcMs = number();
    int hlcCounter = whole();
    int priority = whole();
    requireNone(); // dependencies: an empty array
    requireNone(); // group: the null branch
    String actor = pooled();
    String reason = optional();
    var unused = optional(); // the idempotency key is the edge's own
    return new MutationFacts(
        id,
        edgeNode,
        sequence,
        floor,
        entityType,
        entityId,
        operation,
        changes,
        baseVersion,
        hlcMs,
        hlcCounter,
        priority,
        0,
        null,
        actor,
        reason);
  }

  private List<Change> changes() {
    int count = whole();
    if (count == 0) {
      return List.of();
    }
    if (count < 0 || count > bytes.length) {
      throw new Unusual();
    }
    var changes = new ArrayList<Change>(count);
    for (int i = 0; i < count; i++) {
      String attribute = pooled();
      Operator operator = OPERATORS[whole()];
      changes.add(new Change(attribute, operator, value(), optional()));
    }
    requireNone(); // a second block
    return changes;
  }

  private @Nullable Value value() {
    return switch (whole()) {
      case 0 -> null;
      case 1 -> Value.of(bytes[at++] == 1);
      case 2 -> Value.of(number());
      case 3 -> Value.of(Double.longBitsToDouble(littleEndian()));
      case 4 -> Value.of(text());
      case DECIMAL_BRANCH -> decimal();
      default -> throw new Unusual();
    };
  }

  private Value decimal() {
    int length = length();
    if (length == 0) {
      throw new Unusual();
    }
    var unscaled = new BigInteger(bytes, at, length);
    at += length;
    int scale = whole();
    if (Math.abs((long) scale) > MAX_SCALE) {
      throw new Unusual();
    }
    return Value.of(new BigDecimal(unscaled, scale));
  }

  private long littleEndian() {
    long bits = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      bits |= (bytes[at++] & 0xFFL) << (i * Byte.SIZE);
    }
    return bits;
  }

  private void requireNone() {
    if (bytes[at++] != 0) {
      throw new Unusual();
    }
  }

  private @Nullable String optional() {
    return switch (whole()) {
      case 0 -> null;
      case 1 -> text();
      default -> throw new Unusual();
    };
  }

  private String text() {
    int length = length();
    at += length;
    return TextPool.decode(bytes, at - length, length);
  }

  /** A text that comes again and again. */
  private String pooled() {
    int length = length();
    at += length;
    return pool.get(bytes, at - length, length);
  }

  private int length() {
    int length = whole();
    if (length < 0 || length > bytes.length - at) {
      throw new Unusual();
    }
    return length;
  }

  private int whole() {
    int from = at;
    long number = number();
    if (number != (int) number || at - from > INT_BYTES) {
      throw new Unusual();
    }
    return (int) number;
  }

  /** Zigzag, seven bits a byte, least first. */
  private long number() {
    long raw = 0;
    int shift = 0;
    byte part;
    do {
      if (shift >= Long.SIZE) {
        throw new Unusual();
      }
      part = bytes[at++];
      raw |= (long) (part & 0x7F) << shift;
      shift += 7;
    } while (part < 0);
    return (raw >>> 1) ^ -(raw & 1);
  }
}
