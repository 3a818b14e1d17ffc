package ai.valeo.erp.tributary.graphql.fetch;

import ai.valeo.erp.tributary.graphql.schema.DataRule.PersonalRead;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which entities belong to a warehouse, for centre and edge alike. */
public final class WarehouseRule {

  private static final String WAREHOUSE = "warehouseId";
  private static final String ORDER = "Order";
  private static final String CREATE_ORDER = "createOrder";

  /** Right without which personal data is not shown. */
  private static final String PERSONAL_SCOPE = "customers:pii";

  private WarehouseRule() {}

  /**
   * An entity that arguments name.
   *
   * @param type name of its type
   * @param id its identity
   */
  public record Named(String type, String id) {}

  /** Whether entities of a type belong to warehouses. */
  public static boolean isBound(EntityType type) {
    return type.attribute(WAREHOUSE) != null;
  }

  /** Whether an entity does not exist for a caller; one of no known type does. */
  public static boolean hides(
      Identity caller, @Nullable EntityType type, SortedMap<String, Value> values) {
    return type != null && isBound(type) && !caller.seesWarehouse(Rows.text(values, WAREHOUSE));
  }

  /** Personal data that is read. */
  public static PersonalRead read(String type, String id, List<String> attributes) {
    return new PersonalRead(type, id, attributes, PERSONAL_SCOPE, false);
  }

  /**
   * Whether what a mutation's arguments name may be changed. That warehouses which they name are
   * the caller's has been seen to.
   *
   * @param field the mutation
   * @param isSeen whether the caller sees an entity, by type and identity
   * @param ofConflict the entity of a conflict, or none
   */
  public static boolean mayChange(
      String field,
      Map<String, Object> arguments,
      BiPredicate<String, String> isSeen,
      Function<String, @Nullable Named> ofConflict) {
    if (field.equals(CREATE_ORDER)
        && arguments.get("input") instanceof Map<?, ?> input
        && input.get(WAREHOUSE) == null) {
      return false; // it would belong to none, and be out of its maker's sight
    }
    return mayChange(arguments, isSeen, ofConflict);
  }

  private static boolean mayChange(
      @Nullable Object value,
      BiPredicate<String, String> isSeen,
      Function<String, @Nullable Named> ofConflict) {
    return switch (value) {
      case Map<?, ?> members -> {
        Named named = named(members, ofConflict);
        yield (named == null || isSeen.test(named.type, named.id))
            && members.values().stream().allMatch(one -> mayChange(one, isSeen, ofConflict));
      }
      case Collection<?> elements ->
          elements.stream().allMatch(one -> mayChange(one, isSeen, ofConflict));
      case null, default -> true;
    };
  }

  private static @Nullable Named named(
      Map<?, ?> members, Function<String, @Nullable Named> ofConflict) {
    if (members.get("orderId") != null) {
      return new Named(ORDER, String.valueOf(members.get("orderId")));
    }
    if (members.get("conflictId") != null) {
      return ofConflict.apply(String.valueOf(members.get("conflictId")));
    }
    return members.get("entityType") != null && members.get("entityId") != null
        ? new Named(
            String.valueOf(members.get("entityType")), String.valueOf(members.get("entityId")))
        : null;
  }
}
