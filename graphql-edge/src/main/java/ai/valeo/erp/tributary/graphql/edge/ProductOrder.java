package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.graphql.fetch.Rows;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An order of products, as the schema names it; of what is the same, the lower id is first. */
enum ProductOrder {
  /** By id; by relevance where words are searched. */
  ID,
  NAME_ASC,
  NAME_DESC,
  PRICE_ASC,
  PRICE_DESC;

  /** How products are compared; none = they come in that order. */
  @Nullable Comparator<EntityView> comparator() {
    Comparator<EntityView> first =
        switch (this) {
          case ID -> null;
          case NAME_ASC -> byName();
          case NAME_DESC -> byName().reversed();
          case PRICE_ASC -> byPrice();
          case PRICE_DESC -> byPrice().reversed();
        };
    return first == null ? null : first.thenComparing(product -> product.key().entityId());
  }

  private static Comparator<EntityView> byName() {
    return Comparator.comparing(product -> folded(Rows.text(product.values(), "name")));
  }

  private static Comparator<EntityView> byPrice() {
    return Comparator.comparing(
        ProductOrder::price, Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  private static @Nullable BigDecimal price(EntityView product) {
    return product.value("price") instanceof Value.Decimal(BigDecimal price) ? price : null;
  }

  private static String folded(@Nullable String name) {
    return name == null
        ? ""
        : Normalizer.normalize(name, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
  }
}
