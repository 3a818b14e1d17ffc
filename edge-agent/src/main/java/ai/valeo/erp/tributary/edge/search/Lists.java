package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.outbox.Views;
import ai.valeo.erp.tributary.edge.search.ListQuery.Group;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.ListTable;
import ai.valeo.erp.tributary.edge.store.ListTable.Listed;
import ai.valeo.erp.tributary.edge.store.ListTable.Part;
import ai.valeo.erp.tributary.edge.store.SearchTables;
import ai.valeo.erp.tributary.edge.store.StoreException;
import ai.valeo.erp.tributary.edge.store.Tables;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists of the entities of this node as the app sees them, by what their schemas say that they are
 * listed by: a page costs what is on it, however many entities there are.
 *
 * <p>Threading: any thread; each answer comes from one consistent state.
 */
public final class Lists {

  private static final int PAGE = 500;
  private static final int SMALLEST_PAGE = 16;

  private final EdgeStore store;
  private final Views views;
  private final SearchIndex index;

  public Lists(EdgeStore store, Views views, SearchIndex index) {
    this.store = store;
    this.views = views;
    this.index = index;
  }

  /** A page of a list; nothing while the index is being made, or if the type has no such list. */
  public Optional<List<EntityView>> find(ListQuery query) {
    Group group = query.group();
    return has(query.entityType(), group == null ? null : group.attribute())
        ? ask(tables -> new Reading(tables, query).page())
        : Optional.empty();
  }

  /**
   * The values of an attribute that entities have, in order, at most so many; nothing while the
   * index is being made, or if the type is not listed by it.
   */
  public Optional<List<String>> values(String entityType, String attribute, int limit) {
    return has(entityType, attribute)
        ? ask(tables ->
            tables.lists().values(Documents.list(entityType, attribute), limit).stream()
                .map(Documents::said)
                .toList())
        : Optional.empty();
  }

  private boolean has(String entityType, @Nullable String attribute) {
    SearchFields.Fields fields = index.fields().of(entityType);
    return fields != null
        && (attribute == null ? fields.isListedWhole() : fields.groups().contains(attribute));
  }

  private <T> Optional<T> ask(EdgeStore.Question<T> question) {
    try {
      return store.read(tables -> {
        SearchTables.Meta meta = index.present(tables);
        return meta == null || meta.builtTo() != null
            ? Optional.empty()
            : Optional.of(question.ask(tables));
      });
    } catch (StoreException e) {
      index.repair(e); // while the store itself is sound, only the index can be at fault
      return Optional.empty();
    }
  }

  /** One reading of a list. */
  private final class Reading {

    private final Tables tables;
    private final ListQuery query;
    private final Part part;
    private final boolean isUnsaidAsked;

    Reading(Tables tables, ListQuery query) {
      this.tables = tables;
      this.query = query;
      Group group = query.group();
      String list = Documents.list(query.entityType(), group == null ? null : group.attribute());
      String value = Documents.listed(group == null ? null : group.value());
      isUnsaidAsked =
          group != null
              && group.unsaid() != null
              && !value.equals(ListTable.UNSAID)
              && tables.lists().hasAny(list, ListTable.UNSAID);
      List<String> values = isUnsaidAsked ? List.of(value, ListTable.UNSAID) : List.of(value);
      part =
          new Part(
              list, values, query.from(), query.before(), query.latestFirst(), query.inStock());
    }

    List<EntityView> page() {
      boolean isExact = query.where() == null && !isUnsaidAsked;
      int skipped = isExact ? query.offset() : 0; // the index passes over them unread
      long end = (long) query.offset() - skipped + query.limit();
      var found = new ArrayList<EntityView>();
      Listed behind = null;
      int size = Math.clamp(end, SMALLEST_PAGE, PAGE);
      while (found.size() < end) {
        List<Listed> keys = tables.lists().find(part, behind, size, behind == null ? skipped : 0);
        found.addAll(fitting(keys));
        if (keys.size() < size) {
          break;
        }
        behind = keys.getLast();
        size = PAGE;
      }
      int first = Math.min(query.offset() - skipped, found.size());
      return List.copyOf(found.subList(first, (int) Math.min(end, found.size())));
    }

    private List<EntityView> fitting(List<Listed> listed) {
      List<EntityKey> keys = listed.stream().map(Listed::key).toList();
      Map<EntityKey, EntityView> entities = views.in(tables, keys);
      return entities.values().stream().filter(this::fits).toList();
    }

    private boolean fits(EntityView view) {
      return (!isUnsaidAsked || belongs(view))
          && (query.where() == null || query.where().test(view));
    }

    private boolean belongs(EntityView view) {
      Group group = query.group();
      return group == null
          || group.unsaid() == null
          || view.value(group.attribute()) != null
          || group.unsaid().test(view.key());
    }
  }
}
