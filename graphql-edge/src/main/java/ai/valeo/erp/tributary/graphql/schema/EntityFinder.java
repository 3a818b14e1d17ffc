package ai.valeo.erp.tributary.graphql.schema;

import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the objects of one type by their keys. */
@FunctionalInterface
public interface EntityFinder {

  /**
   * The objects of these keys.
   *
   * @param keys values of the fields of a key, by name; no key is there twice
   * @param field who asks
   * @return in the order of the keys; null for one that is not there
   */
  List<? extends @Nullable Object> find(
      List<Map<String, String>> keys, DataFetchingEnvironment field);
}
