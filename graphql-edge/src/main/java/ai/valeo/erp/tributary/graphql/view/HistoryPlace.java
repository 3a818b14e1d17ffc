package ai.valeo.erp.tributary.graphql.view;

/**
 * Where an audit entry stands among those of its entity. An entity that was deleted, forgotten and
 * created again begins another chain: another life.
 *
 * @param life which life of the entity, from 1
 * @param number place in that life's chain, from 1
 */
record HistoryPlace(long life, long number) {

  /** The place of another entry of the same life. */
  HistoryPlace at(long other) {
    return new HistoryPlace(life, other);
  }
}
