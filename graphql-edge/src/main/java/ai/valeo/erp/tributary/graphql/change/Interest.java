package ai.valeo.erp.tributary.graphql.change;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Which changes of a topic somebody wants to be told.
 *
 * @param topic the topic
 * @param choice by what they are found
 * @param fits what they must be beside; asked for those that were found only
 * @param isState whether the latest change of a key says all, so that earlier ones may be left out
 */
public record Interest(String topic, Choice choice, Predicate<Change> fits, boolean isState) {

  /**
   * Whether a change of the topic is one of them.
   *
   * @throws RuntimeException if the change cannot be read now
   */
  boolean wants(Change change) {
    boolean isFound =
        switch (choice) {
          case Choice.Everything all -> true;
          case Choice.Keys keys -> keys.keys().contains(change.key());
          case Choice.ByTrait by -> by.value().equals(by.trait().read().apply(change));
        };
    return isFound && fits.test(change);
  }

  /** By what changes are found, without looking at everybody who watches. */
  public sealed interface Choice {

    /** All of the topic. */
    record Everything() implements Choice {}

    /**
     * Those of some record keys.
     *
     * @param keys the keys
     */
    record Keys(Set<String> keys) implements Choice {
      public Keys {
        keys = Set.copyOf(keys);
      }
    }

    /**
     * Those whose trait has a value.
     *
     * @param trait how it is read
     * @param value the value
     */
    record ByTrait(Trait trait, String value) implements Choice {}
  }
}
