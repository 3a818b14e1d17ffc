package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy.OnViolation;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** R13: what an attribute's bounds say to the last mutation of its history. */
record Bounds(EntityType type, Attribute attribute, List<Fact> before, Fact fact) {

  /** Whether the mutation must fail. */
  boolean isViolated() {
    return attribute.merge().onViolation() == OnViolation.REJECT
        && overshoot(value(fact)).signum() != 0
        && overshoot(value(fact)).abs().compareTo(overshoot(valueBefore()).abs()) > 0;
  }

  /** The change as it takes part, not further than the bound where the policy clamps. */
  Change bounded(Change change) {
    BigDecimal over = overshoot(value(fact));
    Value operand = change.operand();
    if (attribute.merge().onViolation() != OnViolation.CLAMP
        || over.signum() == 0
        || operand == null) {
      return change;
    }
    return new Change(
        change.attribute(), change.operator(), less(operand, over), change.expected());
  }

  /** For a counter the value that comes out, for anything else the value that is offered. */
  private @Nullable Value value(Fact last) {
    if (!MergePolicy.COUNTER.equals(attribute.merge().strategy())) {
      return last.changes().stream()
          .filter(change -> change.attribute().equals(attribute.name()))
          .map(Change::operand)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
    var all = new ArrayList<>(before);
    all.add(last);
    return new AttributeStory(type, attribute, all).tell().value();
  }

  private @Nullable Value valueBefore() {
    return MergePolicy.COUNTER.equals(attribute.merge().strategy())
        ? new AttributeStory(type, attribute, before).tell().value()
        : null;
  }

  /** How far above the maximum, or, negative, below the minimum. */
  private BigDecimal overshoot(@Nullable Value value) {
    BigDecimal number = number(value);
    BigDecimal least = number(attribute.merge().minimum());
    BigDecimal greatest = number(attribute.merge().maximum());
    if (number != null && least != null && number.compareTo(least) < 0) {
      return number.subtract(least);
    }
    if (number != null && greatest != null && number.compareTo(greatest) > 0) {
      return number.subtract(greatest);
    }
    return BigDecimal.ZERO;
  }

  private static @Nullable BigDecimal number(@Nullable Value value) {
    return switch (value) {
      case Value.Whole(long whole) -> BigDecimal.valueOf(whole);
      case Value.Decimal(BigDecimal decimal) -> decimal;
      case null, default -> null;
    };
  }

  private static Value less(Value operand, BigDecimal excess) {
    return switch (operand) {
      case Value.Whole(long whole) -> Value.of(whole - excess.longValueExact());
      case Value.Decimal(BigDecimal decimal) -> Value.of(decimal.subtract(excess));
      default -> operand;
    };
  }
}
