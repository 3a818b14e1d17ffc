package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Change;

/**
 * One change of one attribute in the history.
 *
 * @param place of the change within its mutation
 */
record Deed(Fact fact, int place, Change change) {

  /** Whether whoever did this had seen the other one, or did it before. */
  boolean saw(Deed other) {
    return fact.equals(other.fact)
        ? other.place < place
        : fact.saw(other.fact, other.change.attribute());
  }

  /** Whether this came to the centre before the other one. */
  boolean arrivedBefore(Deed other) {
    return fact.index() < other.fact.index()
        || (fact.index() == other.fact.index() && place < other.place);
  }
}
