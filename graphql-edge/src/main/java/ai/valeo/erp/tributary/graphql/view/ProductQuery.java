package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Which products, and in which order.
 *
 * @param categoryId only of this category
 * @param words only those that have, for each of these words, one that begins so; empty = any
 * @param price only at such a price
 * @param isInStock only with, or without, pieces in some warehouse; null = any
 * @param isDiscontinued only those, or no such; null = any
 * @param sort the order
 */
public record ProductQuery(
    @Nullable String categoryId,
    SortedSet<String> words,
    AmountRange price,
    @Nullable Boolean isInStock,
    @Nullable Boolean isDiscontinued,
    Sort sort) {

  /** An order of products. */
  public enum Sort {
    /** By id; by the word found, then id, where words are asked for. */
    ID,
    NAME_ASC,
    NAME_DESC,
    PRICE_ASC,
    PRICE_DESC
  }

  /** Every product of a category, or every product, by id. */
  public static ProductQuery of(@Nullable String categoryId) {
    return new ProductQuery(categoryId, SearchWords.of(""), AmountRange.ANY, null, null, Sort.ID);
  }

  /**
   * The words of a text.
   *
   * @throws ai.valeo.erp.tributary.graphql.page.InvalidPageException if there are too many, or none
   */
  public static SortedSet<String> words(String text) {
    return SearchWords.asked(text);
  }

  boolean fits(EntityRow row) {
    boolean isOver =
        row.attributes().get("discontinued") instanceof Value.Flag(boolean flag) && flag;
    return (categoryId == null || categoryId.equals(EntityIndex.text(row, "categoryId")))
        && price.fits(EntityIndex.amount(row, "price"))
        && (isDiscontinued == null || isDiscontinued == isOver);
  }
}
