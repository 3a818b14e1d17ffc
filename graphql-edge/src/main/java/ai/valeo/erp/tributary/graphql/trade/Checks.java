package ai.valeo.erp.tributary.graphql.trade;

import ai.valeo.erp.tributary.graphql.trade.UserError.Code;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several changes check of what they are given. */
final class Checks {

  /** Longest id of a part, so that two of them fit the id of an entity. */
  private static final int MAX_ID_CHARS = EntityKey.MAX_ID_CHARS / 2 - 1;

  private Checks() {}

  static void id(String id, List<UserError> errors, String... field) {
    id(id, MAX_ID_CHARS, errors, field);
  }

  /** The id of a warehouse, which stands behind the last @ in the ids of its stock. */
  static void warehouse(String id, List<UserError> errors, String field) {
    id(id, errors, field);
    if (id.indexOf(EntityNames.AT) >= 0) {
      errors.add(UserError.invalid(field + ": " + id + " (erwartet: eine Kennung ohne @)", field));
    }
  }

  /** Like {@link #id}, for the id of a whole entity. */
  static void entityId(String id, List<UserError> errors, String... field) {
    id(id, EntityKey.MAX_ID_CHARS, errors, field);
  }

  private static void id(String id, int mostChars, List<UserError> errors, String... field) {
    if (id.isBlank() || id.length() > mostChars) {
      errors.add(
          UserError.invalid(
              field[field.length - 1]
                  + (": " + id.length() + " Zeichen (erwartet: 1 bis " + mostChars + ")"),
              field));
    }
  }

  static void atLeast(int least, int number, List<UserError> errors, String... field) {
    if (number < least) {
      errors.add(
          UserError.invalid(
              field[field.length - 1] + (": " + number + " (erwartet: " + least + " oder mehr)"),
              field));
    }
  }

  /** Whether the entity has the version that the caller has seen; 0 = it is not here. */
  static @Nullable UserError version(@Nullable Integer seen, @Nullable Standing entity) {
    long present = entity == null ? 0 : entity.version();
    return seen == null || seen == present
        ? null
        : UserError.of(
            Code.VERSION_CONFLICT,
            "Inzwischen geändert: Version " + present + " statt " + seen,
            "baseVersion");
  }

  /** Whether a product is known, as far as the process can tell. */
  static @Nullable UserError product(Shelf shelf, String id, String... field) {
    return shelf.isMissing(new EntityKey(EntityNames.PRODUCT, id))
        ? UserError.of(Code.NOT_FOUND, "Produkt " + id + shelf.absent(), field)
        : null;
  }

  /** Whether a customer is known, as far as the process can tell. */
  static @Nullable UserError customer(Shelf shelf, String id, String... field) {
    return shelf.isMissing(new EntityKey(EntityNames.CUSTOMER, id))
        ? UserError.of(Code.NOT_FOUND, "Kunde " + id + shelf.absent(), field)
        : null;
  }
}
