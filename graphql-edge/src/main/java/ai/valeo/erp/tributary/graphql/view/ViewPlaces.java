package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.view.ViewTopology.Retention;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where the stores of the views come from. */
public final class ViewPlaces {

  private ViewPlaces() {}

  /** The topic whose partitions each store has. */
  public static Map<String, String> topics(ViewReaders readers, Retention retention) {
    Topics topics = readers.topics();
    var places = new HashMap<String, String>();
    for (EntityType type : readers.types().all()) {
      places.put(ViewNames.entities(type), topics.entities(type));
      places.put(ViewNames.index(type.name()), topics.entities(type));
    }
    for (String store :
        Set.of(
            ViewNames.OUTCOMES,
            ViewNames.OUTCOMES_INDEX,
            ViewNames.OUTCOME_TOTALS,
            ViewNames.STATISTICS)) {
      places.put(store, topics.outcomes());
    }
    for (String store :
        Set.of(ViewNames.CONFLICTS, ViewNames.CONFLICTS_INDEX, ViewNames.CONFLICT_TOTALS)) {
      places.put(store, topics.conflicts());
    }
    places.put(ViewNames.EDGE_NODES, topics.edgeNodes());
    places.put(ViewNames.QUARANTINE, topics.quarantine());
    places.put(ViewNames.PROPOSALS, topics.resolutions());
    if (retention.keepsHistory()) {
      places.put(ViewNames.HISTORY, topics.audit());
    }
    return places;
  }

  /** The stores that hold what their topic holds: a copy follows the topic itself. */
  public static Set<String> mirrors(ViewReaders readers) {
    var mirrors = new HashSet<>(marked(readers));
    mirrors.add(ViewNames.EDGE_NODES);
    return mirrors;
  }

  /** Those of them whose topic the aggregator writes, in transactions that end with markers. */
  public static Set<String> marked(ViewReaders readers) {
    var marked = new HashSet<String>();
    readers.types().all().forEach(type -> marked.add(ViewNames.entities(type)));
    return marked;
  }
}
