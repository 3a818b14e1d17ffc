package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Which customers, and in which order.
 *
 * @param words only those that have, for each of these words, one that begins so; empty = any
 * @param country only of this country
 * @param sort the order
 */
public record CustomerQuery(SortedSet<String> words, @Nullable String country, Sort sort) {

  /** An order of customers. */
  public enum Sort {
    /** By id; by the word found, then id, where words are asked for. */
    ID,
    NAME_ASC,
    NAME_DESC
  }

  boolean fits(EntityRow row) {
    return country == null || country.equals(EntityIndex.text(row, "country"));
  }
}
