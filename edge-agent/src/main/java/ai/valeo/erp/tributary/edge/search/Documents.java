package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.search.SearchFields.Fields;
import ai.valeo.erp.tributary.edge.search.Words.Word;
import ai.valeo.erp.tributary.edge.store.ListTable;
import ai.valeo.erp.tributary.edge.store.ListTable.Place;
import ai.valeo.erp.tributary.edge.store.SearchTables.Document;
import ai.valeo.erp.tributary.edge.store.SearchTables.Stock;
import ai.valeo.erp.tributary.schemas.entity.SearchRole;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes what the index holds of the values of an entity. */
final class Documents {

  private static final int MAX_WORDS = 1_000; // of one role
  private static final int MAX_TITLE_CHARS = 200;

  private Documents() {}

  /** A document with its words as people write them, by their folded form. */
  record Made(Document document, Map<String, String> shown) {}

  static Made of(Fields fields, SortedMap<String, Value> values) {
    var shown = new HashMap<String, String>();
    String title = text(fields, SearchRole.TITLE, values);
    return new Made(
        new Document(
            title.substring(0, Math.min(title.length(), MAX_TITLE_CHARS)),
            folded(title, shown),
            folded(text(fields, SearchRole.DESCRIPTION, values), shown),
            folded(text(fields, SearchRole.TAGS, values), shown),
            facets(fields, values)),
        shown);
  }

  /** The stock an entity tells of; none if it does not tell. */
  static @Nullable Stock stock(Fields fields, SortedMap<String, Value> values) {
    return values.get(fields.of(SearchRole.STOCK_OF).getFirst()) instanceof Value.Text(String of)
            && values.get(fields.of(SearchRole.STOCK).getFirst())
                instanceof Value.Whole(long pieces)
        ? new Stock(of, pieces)
        : null;
  }

  /** Where an entity stands in the lists of its type. */
  static Set<Place> places(Fields fields, SortedMap<String, Value> values) {
    long rank = 0;
    for (String name : fields.of(SearchRole.ORDER)) {
      rank = values.get(name) instanceof Value.Whole(long number) ? number : 0;
    }
    var places = new HashSet<Place>();
    if (fields.isListedWhole()) {
      places.add(new Place(list(fields.type().name(), null), ListTable.UNSAID, rank));
    }
    for (String name : fields.groups()) {
      String value = values.get(name) instanceof Value.Text(String text) ? text : null;
      places.add(new Place(list(fields.type().name(), name), listed(value), rank));
    }
    return places;
  }

  /** A value as it stands in a list: never what stands there for none. */
  static String listed(@Nullable String value) {
    return value == null ? ListTable.UNSAID : '=' + value;
  }

  /** The value that stands so in a list. */
  static String said(String listed) {
    return listed.substring(1);
  }

  /** The name of a type's list by an attribute, or of all its entities. */
  static String list(String type, @Nullable String attribute) {
    return attribute == null ? type : type + '.' + attribute;
  }

  static String text(Fields fields, SearchRole role, SortedMap<String, Value> values) {
    return String.join(
        "\n", fields.of(role).stream().flatMap(name -> texts(values.get(name)).stream()).toList());
  }

  /** The texts of a value: one, the elements of a list, or none. */
  static List<String> texts(@Nullable Value value) {
    var texts = new ArrayList<String>();
    if (value instanceof Value.Text(String text)) {
      texts.add(text);
    } else if (value instanceof Value.Many(List<Value> elements)) {
      elements.forEach(element -> texts.addAll(texts(element)));
    }
    return texts;
  }

  private static String folded(String text, Map<String, String> shown) {
    List<Word> words = Words.of(text, MAX_WORDS);
    words.forEach(
        word -> shown.putIfAbsent(word.folded(), text.substring(word.begin(), word.end())));
    return Words.folded(words);
  }

  private static SortedMap<String, SortedSet<String>> facets(
      Fields fields, SortedMap<String, Value> values) {
    var facets = new TreeMap<String, SortedSet<String>>();
    for (String name : fields.of(SearchRole.FACET)) {
      List<String> texts = texts(values.get(name));
      if (!texts.isEmpty()) {
        facets.put(name, new TreeSet<>(texts));
      }
    }
    return facets;
  }
}
