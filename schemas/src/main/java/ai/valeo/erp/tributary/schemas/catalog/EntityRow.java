package ai.valeo.erp.tributary.schemas.catalog;

import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.Collections;
import java.util.SortedMap;

/**
 * An entity as its typed topic carries it.
 *
 * @param id its identity within its type
 * @param version its version, 1 or more
 * @param hlc clock of its last change
 * @param mutationId the mutation that changed it last
 * @param attributes values by attribute name; an attribute without a value is not in the map
 */
public record EntityRow(
    String id, long version, Hlc hlc, String mutationId, SortedMap<String, Value> attributes) {

  public EntityRow {
    attributes = Collections.unmodifiableSortedMap(attributes);
  }
}
