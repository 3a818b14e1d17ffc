package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A question for a page of a list.
 *
 * @param entityType name of the type
 * @param group by which value; none = all entities
 * @param from lowest place in the type's order, included
 * @param before greatest one, excluded
 * @param latestFirst whether the greatest is first
 * @param inStock whether there must be a stock of the entity, or must not, or either
 * @param where what else must hold; none = nothing
 * @param offset entities to pass over first
 * @param limit the greatest number of entities, 1 or more
 */
public record ListQuery(
    String entityType,
    @Nullable Group group,
    long from,
    long before,
    boolean latestFirst,
    @Nullable Boolean inStock,
    @Nullable Predicate<EntityView> where,
    int offset,
    int limit) {

  public ListQuery {
    if (offset < 0 || limit < 1) {
      throw new IllegalArgumentException(
          "page: " + offset + ", " + limit + " (expected: 0 or more, 1 or more)");
    }
  }

  /**
   * By which value of an attribute.
   *
   * @param attribute its name; the schema says that the type is listed by it
   * @param value its value; none = those that say nothing of it
   * @param unsaid whether one that says nothing of it belongs too; none = none does
   */
  public record Group(
      String attribute, @Nullable String value, @Nullable Predicate<EntityKey> unsaid) {}

  /** All entities of a type, by their ids. */
  public static ListQuery all(String entityType) {
    return new ListQuery(
        entityType, null, Long.MIN_VALUE, Long.MAX_VALUE, false, null, null, 0, Integer.MAX_VALUE);
  }

  /** Only those with that value of an attribute; none = those that say nothing of it. */
  public ListQuery by(String attribute, @Nullable String value) {
    return by(new Group(attribute, value, null));
  }

  /** Only those of a group. */
  public ListQuery by(Group wanted) {
    return new ListQuery(
        entityType, wanted, from, before, latestFirst, inStock, where, offset, limit);
  }

  /** Only those from a place in the order to before another, the latest first. */
  public ListQuery latest(long lowest, long behind) {
    return new ListQuery(entityType, group, lowest, behind, true, inStock, where, offset, limit);
  }

  /** Only those of which there is a stock, or is none. */
  public ListQuery inStock(@Nullable Boolean wanted) {
    return new ListQuery(
        entityType, group, from, before, latestFirst, wanted, where, offset, limit);
  }

  /** Only those that fulfil a condition. */
  public ListQuery where(Predicate<EntityView> condition) {
    return new ListQuery(
        entityType, group, from, before, latestFirst, inStock, condition, offset, limit);
  }

  /** A page of them. */
  public ListQuery page(int skipped, int most) {
    return new ListQuery(
        entityType, group, from, before, latestFirst, inStock, where, skipped, most);
  }
}
