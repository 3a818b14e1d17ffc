package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import org.jspecify.annotations.Nullable;

/**
 * A merge strategy of one's own, named by a type's {@code merge} property. It is asked only when a
 * SET meets a value that it had not seen.
 *
 * <p>It must be a pure function: same input, same answer, on every machine and for ever. A changed
 * answer needs a higher {@link #version()}, which decisions record. For results that do not depend
 * on the order of arrival it must also be commutative, associative and idempotent.
 */
public interface MergeStrategy {

  /** Its name; none of the built-in ones. */
  String name();

  /** Version of its behaviour, 1 or more. */
  int version();

  /** Decides between a value and a concurrent one. */
  Ruling merge(Attribute attribute, Side present, Side offered);

  /**
   * A value with its origin.
   *
   * @param value the value, or none if cleared
   * @param stamp the change it comes from; an offered change bears the version it would get
   */
  record Side(@Nullable Value value, Stamp stamp) {}

  /** What a strategy decides. */
  sealed interface Ruling {}

  /** What stands there stays. */
  record Keep() implements Ruling {}

  /** What was offered takes its place. */
  record Take() implements Ruling {}

  /** A value made of both; it must fit the attribute's type. */
  record Combine(Value value) implements Ruling {}

  /** A person has to rule. */
  record Escalate() implements Ruling {}
}
