package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of the views' processors and stores; they are part of the state on disk. */
final class ViewNames {

  static final String OUTCOMES = "outcomes";
  static final String OUTCOMES_INDEX = "outcomes-index";
  static final String OUTCOME_TOTALS = "outcome-totals";
  static final String CONFLICTS = "conflicts";
  static final String CONFLICTS_INDEX = "conflicts-index";
  static final String CONFLICT_TOTALS = "conflict-totals";
  static final String PROPOSALS = "proposals";
  static final String EDGE_NODES = "edge-nodes";
  static final String STATISTICS = "statistics";
  static final String HISTORY = "history";
  static final String QUARANTINE = "quarantine";

  /** Which form the stores' keys and values have; part of what tells old state from new. */
  static final String FORMAT = "2";

  private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])"); // used by every list

  private ViewNames() {}

  /** The store of an entity type's rows. */
  static String entities(EntityType type) {
    return "entities-" + type.kebabName();
  }

  /** The store of all indexes of an entity type. */
  static String index(String entityType) {
    return "index-" + HUMP.matcher(entityType).replaceAll("$1-$2").toLowerCase(Locale.ROOT);
  }

  /** The source node of a store. */
  static String source(String store) {
    return store + "-source";
  }

  /** The processor that fills a store. */
  static String view(String store) {
    return store + "-view";
  }
}
