package ai.valeo.erp.tributary.graphql.publish;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's ruling to publish.
 *
 * @param id its identity
 * @param node who publishes it
 * @param matter what is ruled on
 * @param decision how
 * @param persons who rules, and why
 * @param hlc the centre's clock
 */
public record Verdict(
    String id, EdgeNodeId node, Matter matter, Decision decision, Persons persons, Hlc hlc) {

  /** The same by others. */
  public Verdict by(Persons others) {
    return new Verdict(id, node, matter, decision, others, hlc);
  }

  /** What is ruled on. */
  public sealed interface Matter {}

  /**
   * An open conflict.
   *
   * @param conflictId the conflict
   * @param key its entity
   * @param expectedVersion the version of the entity that the person saw
   */
  public record OfConflict(String conflictId, EntityKey key, long expectedVersion)
      implements Matter {}

  /**
   * A record that was set aside.
   *
   * @param topic where it came from
   * @param partition its partition there
   * @param offset its offset there
   * @param key its key, if it had one
   * @param value its bytes, to take it again
   */
  public record OfRecord(
      String topic,
      int partition,
      long offset,
      @Nullable ByteBuffer key,
      @Nullable ByteBuffer value)
      implements Matter {}

  /** How it is ruled. */
  public enum Ruling {
    /** What stands stays; a record stays set aside for good. */
    KEEP,
    /** What was offered is taken; a record is taken in again. */
    TAKE,
    /** The given values are set. */
    MERGE
  }

  /**
   * How it is ruled, in full.
   *
   * @param ruling how
   * @param changes the values, with MERGE
   */
  public record Decision(Ruling ruling, List<Change> changes) {

    /** Copies. */
    public Decision {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Who rules.
   *
   * @param first the person
   * @param second the second person, where two are needed
   * @param reason why
   */
  public record Persons(String first, @Nullable String second, String reason) {}
}
