package ai.valeo.erp.tributary.edge.store;

import ai.valeo.erp.tributary.edge.store.ListTable.Place;
import ai.valeo.erp.tributary.edge.store.SearchTables.Document;
import ai.valeo.erp.tributary.edge.store.SearchTables.Row;
import ai.valeo.erp.tributary.edge.store.SearchTables.Stock;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents into the index within one transaction; the counts of their words are gathered
 * and written at the end. Owned by the thread of the transaction.
 */
public final class SearchWriter {

  private static final int TEXTS = 3; // lines of a document's content that hold words

  private final SearchTables tables;
  private final ListTable lists;
  private final int generation;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, String> shown = new HashMap<>();
  private final Map<EntityKey, Row> rows;
  private final Map<EntityKey, Stock> stocks;
  private final Map<EntityKey, Set<Place>> places;
  private final List<@Nullable Object[]> unlisted = new ArrayList<>();
  private final List<@Nullable Object[]> listed = new ArrayList<>();
  private boolean wrote;

  /** Reads what the index has of these entities; only they can be written, each once. */
  public SearchWriter(Transaction transaction, int generation, KeyList keys) {
    this.tables = transaction.search();
    this.lists = transaction.lists();
    this.generation = generation;
    rows = tables.rows(keys);
    stocks = tables.stocks(keys);
    places = lists.places(keys);
  }

  /**
   * Adds, replaces or removes the document of an entity.
   *
   * @param shownWords words as people write them by their folded form
   */
  public void put(EntityKey key, @Nullable Document document, Map<String, String> shownWords) {
    Row before = rows.get(key);
    if (before != null && document != null && before.content().equals(document.content())) {
      return;
    }
    if (before != null) {
      words(before.content()).forEach(word -> counts.merge(word, -1, Integer::sum));
    }
    if (document != null) {
      words(document.content()).forEach(word -> counts.merge(word, 1, Integer::sum));
      shown.putAll(shownWords);
      tables.put(generation, key, before, document);
      wrote = true;
    } else if (before != null) {
      tables.remove(generation, before);
      wrote = true;
    }
  }

  /** Stores or removes what an entity says of a stock. */
  public void putStock(EntityKey key, @Nullable Stock stock) {
    if (!Objects.equals(stock, stocks.get(key))) {
      tables.putStock(key, stock);
    }
  }

  /** Stores where an entity stands in lists; nowhere if it is not there. */
  public void putPlaces(EntityKey key, Set<Place> now) {
    Set<Place> before = places.getOrDefault(key, Set.of());
    for (Place place : before) {
      if (!now.contains(place)) {
        unlisted.add(ListTable.row(key, place));
      }
    }
    for (Place place : now) {
      if (!before.contains(place)) {
        listed.add(ListTable.row(key, place));
      }
    }
  }

  /** Ends the writing of this transaction. */
  public void finish() {
    lists.write(unlisted, listed);
    counts.forEach((word, change) -> {
      if (change != 0) {
        tables.count(generation, word, shown.getOrDefault(word, word), change);
      }
    });
    if (wrote) {
      tables.flush(generation);
    }
  }

  private static Set<String> words(String content) {
    var words = new HashSet<String>();
    String[] lines = content.split("\n", -1);
    for (int line = 0; line < TEXTS; line++) {
      words.addAll(Arrays.asList(lines[line].split(" ", -1)));
    }
    words.remove("");
    return words;
  }
}
